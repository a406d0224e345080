package io.millrace.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one installation: their names, sizes and retention.
 *
 * @param prefix what every name begins with, letters, digits, dots, hyphens and underscores; may be empty
 * @param partitions number of partitions of the topics that grow with the load, 1 to 65,535
 * @param replicationFactor copies of every partition, from 1
 */
public record Topics(String prefix, int partitions, short replicationFactor) {
    /** Partitions of the topic on which gateways wait for answers. */
    public static final int REPLY_PARTITIONS = 16;
    /**
     * Bytes that a record may have in any topic. A definition of 1 MiB travels with its canonical form beside its source,
     * and an audit record with everything that followed from an input; producers set {@code max.request.size} to it.
     */
    public static final int LARGEST_RECORD = 4 * 1024 * 1024;
    /** What the name of a dead-letter topic ends with. */
    public static final String DEAD_LETTER_SUFFIX = ".dead-letter";

    /** Checks the values. */
    public Topics {
        if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
            throw new IllegalArgumentException(
                    "millrace.topic-prefix is '" + prefix + "' but must consist of letters, digits, '.', '_' and '-'");
        }
        if (partitions < 1 || partitions > 65_535) {
            throw new IllegalArgumentException(
                    "millrace.partitions is " + partitions + " but must be between 1 and 65535");
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException(
                    "millrace.replication-factor is " + replicationFactor + " but must be at least 1");
        }
    }

    /** CloudEvents of all tenants. */
    public String events() {
        return prefix + "events";
    }

    /** The one ordered log that decides everything about runs. */
    public String runInputs() {
        return prefix + "run-inputs";
    }

    /** Steps for executors. */
    public String stepCommands() {
        return prefix + "step-commands";
    }

    /** Steps that nobody waits for any more; every executor reads all of it. */
    public String stepCancellations() {
        return prefix + "step-cancellations";
    }

    /** Which tasks wait for which events; partitioned like the events. */
    public String subscriptions() {
        return prefix + "subscriptions";
    }

    /** Answers to waiting gateways. */
    public String replies() {
        return prefix + "replies";
    }

    /** What happened. */
    public String audit() {
        return prefix + "audit";
    }

    /** Definitions to be checked. */
    public String definitionChecks() {
        return prefix + "definition-checks";
    }

    /** Runs to be compared with what would come of them under another definition. */
    public String whatIfs() {
        return prefix + "what-ifs";
    }

    /** Published workflow definitions. */
    public String definitions() {
        return prefix + "definitions";
    }

    /** Tenants and their limits. */
    public String tenants() {
        return prefix + "tenants";
    }

    /** Triggers. */
    public String triggers() {
        return prefix + "triggers";
    }

    /** API keys, hashed. */
    public String keys() {
        return prefix + "keys";
    }

    /** Secrets, sealed. */
    public String secrets() {
        return prefix + "secrets";
    }

    /** Where records of a topic go that nobody could read. */
    public String deadLetter(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }

    /** Every topic, ready to be created; creating what exists changes nothing. */
    public List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        logs().forEach((name, retention) -> topics.add(log(name, partitions, retention)));
        topics.add(log(definitionChecks(), partitions, Duration.ofHours(1)));
        topics.add(log(whatIfs(), partitions, Duration.ofHours(1)));
        topics.add(log(stepCancellations(), partitions, Duration.ofHours(1)));
        topics.add(log(replies(), REPLY_PARTITIONS, Duration.ofHours(1)));
        for (String name : List.of(definitions(), tenants(), triggers(), keys(), secrets())) {
            topics.add(new NewTopic(name, 1, replicationFactor)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            Integer.toString(LARGEST_RECORD))));
        }
        for (String name : List.of(
                events(), runInputs(), stepCommands(), audit(), definitionChecks(), whatIfs(), subscriptions())) {
            topics.add(log(deadLetter(name), 1, Duration.ofDays(30)));
        }
        return List.copyOf(topics);
    }

    private Map<String, Duration> logs() {
        Map<String, Duration> retention = new TreeMap<>();
        retention.put(events(), Duration.ofDays(7));
        retention.put(runInputs(), Duration.ofDays(7));
        retention.put(stepCommands(), Duration.ofDays(1));
        retention.put(audit(), Duration.ofDays(30));
        retention.put(subscriptions(), Duration.ofDays(7));
        return retention;
    }

    private NewTopic log(String name, int count, Duration retention) {
        return new NewTopic(name, count, replicationFactor)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(LARGEST_RECORD)));
    }
}
