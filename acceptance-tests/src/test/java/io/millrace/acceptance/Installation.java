package io.millrace.acceptance;

import java.net.URI;
import java.nio.file.Path;

/** A running Millrace, whatever it is made of. */
interface Installation extends AutoCloseable {
    /** Where the gateway listens. */
    URI url();

    /** A platform-admin key. */
    String key();

    /** Where the broker is. */
    String bootstrapServers();

    /** Directory of the lake's tables. */
    Path lake();

    @Override
    void close();
}
