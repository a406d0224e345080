package io.millrace.executor.outbound;

import java.net.URI;

/** A document that describes a callee. It is compared by identity, so what is made of it can be kept beside it. */
public final class Document {
    private final URI uri;
    private final String text;

    /**
     * A document.
     *
     * @param uri where it was asked for, absolute
     */
    public Document(URI uri, String text) {
        this.uri = uri;
        this.text = text;
    }

    /** Where it was asked for, absolute; what it refers to relatively is meant relative to this. */
    public URI uri() {
        return uri;
    }

    /** What it says. */
    public String text() {
        return text;
    }

    /** Its address without a query, which might hold a secret. */
    public String named() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
