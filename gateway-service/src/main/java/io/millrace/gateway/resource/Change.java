package io.millrace.gateway.resource;

import java.util.Locale;

/** What a write did to a resource. */
public enum Change {
    /** It was not there before. */
    CREATED,
    /** It was there with other content. */
    REPLACED,
    /** It was there with the same content; nothing was written. */
    UNCHANGED,
    /** It is gone. */
    DELETED;

    /** The name in audit records. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
