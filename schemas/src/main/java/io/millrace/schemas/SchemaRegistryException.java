package io.millrace.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** A schema could not be found, was refused, or the registry did not answer; the message says which and what to do. */
public final class SchemaRegistryException extends SerializationException {
    private static final long serialVersionUID = 1L;
    private final boolean temporary;

    SchemaRegistryException(String message, boolean temporary) {
        super(message);
        this.temporary = temporary;
    }

    SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
        this.temporary = true;
    }

    /** Whether the same call may succeed later: the registry did not answer, as opposed to answering no. */
    public boolean temporary() {
        return temporary;
    }
}
