package io.millrace.audit.http;

import java.util.List;
import org.springframework.http.codec.ServerSentEvent;

/** Something that is followed as it happens: what was there before first, then what comes. */
interface LiveStream extends AutoCloseable {
    /**
     * Waits a short while for news.
     *
     * @return the next messages; empty when there are none yet
     */
    List<ServerSentEvent<Object>> next() throws InterruptedException;

    /** Whether nothing will ever follow. */
    boolean ended();

    /** Stops following. */
    @Override
    void close();
}
