package io.millrace.audit.kafka;

import io.millrace.audit.intake.AuditSink;
import io.millrace.audit.intake.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a consumer where its sink stands, whenever it is given partitions, and knows where that is. */
final class Positions implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final String reader;
    private final String topic;
    private final AuditSink sink;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Integer, Long> next = new HashMap<>();
    private boolean known;

    Positions(String reader, String topic, AuditSink sink, Consumer<byte[], byte[]> consumer) {
        this.reader = reader;
        this.topic = topic;
        this.sink = sink;
        this.consumer = consumer;
    }

    /** Whether it is settled which partitions are to be read, and from where. */
    boolean known() {
        return known;
    }

    /** The offset behind the last one that the sink was given. */
    long next(int partition) {
        Long offset = next.get(partition);
        if (offset == null) {
            throw new IllegalStateException(
                    "Partition " + partition + " of " + topic + " was never given to " + reader);
        }
        return offset;
    }

    void moved(Map<Integer, Span> spans) {
        spans.forEach((partition, span) -> next.put(partition, span.next()));
    }

    /** How many records of the given partitions are not yet read, as far as the consumer knows. */
    long lag() {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            lag += consumer.currentLag(partition).orElse(0L);
        }
        return lag;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
        Map<Integer, Long> stored = sink.positions();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(given);
        Map<TopicPartition, Long> last = consumer.endOffsets(given);
        for (TopicPartition partition : given) {
            long begin = first.getOrDefault(partition, 0L);
            long position = stored.getOrDefault(partition.partition(), begin);
            check(partition, position, begin, last.getOrDefault(partition, 0L));
            next.put(partition.partition(), position);
            consumer.seek(partition, Math.max(position, begin));
        }
        known = true;
        LOG.info("The reader {} reads {} partitions of {} from {}", reader, given.size(), topic, next);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> taken) {
        known = false;
        sink.settle();
        taken.forEach(partition -> next.remove(partition.partition()));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        known = false;
        sink.forget();
        next.clear();
    }

    private void check(TopicPartition partition, long position, long begin, long end) {
        if (position < begin) {
            LOG.atError()
                    .addKeyValue("reader", reader)
                    .addKeyValue("partition", partition)
                    .addKeyValue("from", position)
                    .addKeyValue("to", begin)
                    .log("Audit records were removed from the topic before they were read: they are missing here");
        }
        if (position > end) {
            throw new IllegalStateException("The log of " + partition + " ends at " + end + ", before position "
                    + position + " that the " + reader + " has reached: the topic was made anew or has lost records."
                    + " Restore it, or begin with an empty " + reader);
        }
    }
}
