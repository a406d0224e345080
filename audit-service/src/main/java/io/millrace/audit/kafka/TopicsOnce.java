package io.millrace.audit.kafka;

import java.util.function.BooleanSupplier;
import org.springframework.kafka.core.KafkaAdmin;

/** Makes the topics that are missing, once, however many readers ask. */
public final class TopicsOnce implements BooleanSupplier {
    private final KafkaAdmin admin;
    private boolean made;

    /**
     * Makes the topics that the admin knows of.
     *
     * @param admin does not fail when the broker does not answer
     */
    public TopicsOnce(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** Whether the topics are there; tries to make them when they are not. */
    @Override
    public synchronized boolean getAsBoolean() {
        made = made || admin.initialize();
        return made;
    }
}
