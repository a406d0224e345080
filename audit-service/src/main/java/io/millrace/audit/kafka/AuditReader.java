package io.millrace.audit.kafka;

import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.AuditSink;
import io.millrace.audit.intake.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the audit topic, committed records only, on a thread of its own and feeds one sink. The sink's positions are
 * the only ones there are: whenever anything fails (broker, database, disk, or another instance that took a partition
 * over), what is not durable is forgotten and reading begins again where the sink stands.
 */
public final class AuditReader implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AuditReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final String name;
    private final String topic;
    private final AuditSink sink;
    private final AuditDecoder decoder;
    private final ReadingPace pace;
    private final Audience audience;
    private final @Nullable DeadLetterPublisher deadLetters;
    private final BooleanSupplier topicsReady;
    private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;

    private final LongAdder taken = new LongAdder();
    private final AtomicReference<@Nullable CatchUp> request = new AtomicReference<>();
    private volatile CountDownLatch stop = new CountDownLatch(0);
    private volatile @Nullable Thread thread;
    private volatile boolean positioned;
    private volatile long lag;
    private volatile @Nullable String failure;

    /** Somebody waits until everything is durable that was in the topic when they asked. */
    private static final class CatchUp {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private @Nullable Map<TopicPartition, Long> ends;
    }

    /**
     * Prepares a reader; {@link #start()} begins to read.
     *
     * @param name what the reader is called in logs, threads and metrics
     * @param topic the audit topic
     * @param audience who waits for what the sink makes visible
     * @param deadLetters where unreadable records are set aside; null when another reader of the same topic does that
     * @param topicsReady makes the topics; asked until it says true
     * @param consumers opens a consumer of the reader's group
     */
    public AuditReader(
            String name,
            String topic,
            AuditSink sink,
            AuditDecoder decoder,
            ReadingPace pace,
            Audience audience,
            @Nullable DeadLetterPublisher deadLetters,
            BooleanSupplier topicsReady,
            Supplier<KafkaConsumer<byte[], byte[]>> consumers) {
        this.name = name;
        this.topic = topic;
        this.sink = sink;
        this.decoder = decoder;
        this.pace = pace;
        this.audience = audience;
        this.deadLetters = deadLetters;
        this.topicsReady = topicsReady;
        this.consumers = consumers;
    }

    /** What the reader is called. */
    public String name() {
        return name;
    }

    /** Whether it reads from where its sink stands, as opposed to trying to get there. */
    public boolean positioned() {
        return positioned;
    }

    /** Why it cannot read at the moment; null when it can. */
    public @Nullable String failure() {
        return failure;
    }

    /** How many records it has handed to its sink. */
    public long taken() {
        return taken.sum();
    }

    /** How many records it is behind. */
    public long lag() {
        return lag;
    }

    /** Completes when everything is durable in the sink that is in this instance's partitions now. */
    public CompletableFuture<Void> catchUp() {
        CatchUp asked = new CatchUp();
        CatchUp pending = request.compareAndExchange(null, asked);
        if (pending == null) {
            Audience.Seat seat = audience.join();
            return asked.done.whenComplete((_, _) -> seat.close());
        }
        // Somebody who asked before may have been promised less: wait for that, then ask again.
        return pending.done.thenCompose(_ -> catchUp());
    }

    @Override
    public void start() {
        stop = new CountDownLatch(1);
        Thread started = Thread.ofPlatform().name("audit-" + name).unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        stop.countDown();
        Thread running = thread;
        try {
            if (running != null && !running.join(LONGEST_STOP)) {
                LOG.warn("The reader {} did not stop in {}", name, LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopping()) {
            long before = taken.sum();
            try {
                awaitTopics();
                // Before the group is joined, so that an instance without its store takes no partitions.
                sink.positions();
                try (KafkaConsumer<byte[], byte[]> consumer = consumers.get()) {
                    read(consumer);
                }
            } catch (RuntimeException e) {
                pause = taken.sum() > before ? FIRST_PAUSE : pause;
                startAgain(e, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void startAgain(RuntimeException cause, Duration pause) {
        positioned = false;
        failure = cause.getMessage();
        LOG.atWarn()
                .addKeyValue("reader", name)
                .addKeyValue("pause", pause)
                .setCause(cause)
                .log("Reading the audit topic failed; it begins again where the store stands");
        pause(pause);
    }

    private void awaitTopics() {
        while (!stopping() && !topicsReady.getAsBoolean()) {
            failure = "The broker does not answer";
            pause(FIRST_PAUSE);
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            follow(consumer);
        } catch (RuntimeException e) {
            // Before the consumer is closed, which gives its partitions back and so asks the sink to settle.
            sink.forget();
            throw e;
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        Positions positions = new Positions(name, topic, sink, consumer);
        consumer.subscribe(List.of(topic), positions);
        while (!stopping()) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            positioned = positions.known();
            failure = positioned ? null : failure;
            if (!polled.isEmpty()) {
                take(polled, positions);
            }
            sink.settleWhenDue();
            lag = positions.lag();
            answer(consumer);
            if (!polled.isEmpty() && polled.count() < pace.mostRecords()) {
                gather();
            }
        }
        sink.settle();
    }

    private void take(ConsumerRecords<byte[], byte[]> polled, Positions positions) {
        List<AuditEntry> entries = new ArrayList<>(polled.count());
        Map<Integer, Span> spans = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            for (ConsumerRecord<byte[], byte[]> read : records) {
                decode(read, entries);
            }
            long next = records.getLast().offset() + 1;
            spans.put(partition.partition(), new Span(positions.next(partition.partition()), next));
        }
        sink.take(new AuditBatch(entries, spans));
        positions.moved(spans);
        taken.add(entries.size());
    }

    private void decode(ConsumerRecord<byte[], byte[]> read, List<AuditEntry> entries) {
        try {
            entries.add(decoder.decode(read));
        } catch (PoisonException e) {
            if (deadLetters != null) {
                deadLetters.publish(read, String.valueOf(e.getMessage()));
            }
        }
    }

    private void answer(KafkaConsumer<byte[], byte[]> consumer) {
        CatchUp asked = request.get();
        if (asked == null || !positioned) {
            return;
        }
        if (asked.ends == null) {
            asked.ends = consumer.endOffsets(consumer.assignment());
        }
        for (Map.Entry<TopicPartition, Long> end : asked.ends.entrySet()) {
            boolean mine = consumer.assignment().contains(end.getKey());
            if (mine && consumer.position(end.getKey()) < end.getValue()) {
                return;
            }
        }
        sink.settle();
        request.set(null);
        asked.done.complete(null);
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    /** Lets records come together. */
    private void gather() {
        pause(pace.between());
        try {
            if (!stopping() && audience.await(pace.alone())) {
                LOG.trace("Somebody waits for news of the reader {}", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    private void pause(Duration length) {
        try {
            if (stop.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("The reader {} is asked to stop", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
