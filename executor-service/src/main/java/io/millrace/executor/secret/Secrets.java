package io.millrace.executor.secret;

import org.jspecify.annotations.Nullable;

/** Knows the tenants' secrets. */
@FunctionalInterface
public interface Secrets {
    /**
     * The value of a secret, opened for one use and kept nowhere.
     *
     * @return null when the tenant has no secret of that name
     * @throws IllegalStateException when the value is there and does not open; says nothing of the value
     */
    @Nullable
    String value(String tenant, String name);
}
