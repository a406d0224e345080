package io.millrace.executor.kafka;

import java.util.Optional;

/** Takes commands from their topic while it runs. */
interface CommandListener {
    /** Begins. */
    void start();

    /** Whether commands can arrive: this executor is a member of its group. */
    boolean ready();

    /** Why it ended by itself; empty while it runs. */
    Optional<String> ended();

    /** Takes no more, lets what is at work end within the grace, commits, and leaves. */
    void stop();
}
