package io.millrace.gateway.resource;

import io.millrace.gateway.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** Where resources are written. */
public interface ResourceLog {
    /**
     * Appends a state of a resource and waits until all in-sync replicas hold it and this gateway has read it back.
     * Blocks the calling thread.
     *
     * @param tenant owner of the resource
     * @param value the new state, or null to delete it
     * @return offset of the record
     * @throws Refused as unavailable when either takes too long
     */
    <T> long append(ResourceTopic<T> topic, String tenant, String key, @Nullable T value);
}
