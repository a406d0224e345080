package io.millrace.trigger.webhook;

import java.nio.charset.StandardCharsets;

/** The plain value of a tenant's secret for as long as one request needs it; its text never shows the value. */
public final class SecretValue {
    private final String value;

    /**
     * Wraps a value.
     *
     * @param value as the tenant set it
     */
    public SecretValue(String value) {
        this.value = value;
    }

    String text() {
        return value;
    }

    byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SecretValue[hidden]";
    }
}
