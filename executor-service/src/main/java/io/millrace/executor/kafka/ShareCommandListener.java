package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.executor.kafka.CommandReader.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands as a member of a share group: several consumers, each with one command at a time, which it
 * acknowledges when the result is in the log. A command that takes long has its lock renewed. The broker keeps account
 * of what is done, so no gap holds anything up; but it also decides who gets what, so the fairness between tenants is
 * that among the commands taken, not among all that wait.
 */
final class ShareCommandListener implements CommandListener {
    private static final Logger LOG = LoggerFactory.getLogger(ShareCommandListener.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration CHECK_EVERY = Duration.ofMillis(100);
    private static final int DEFAULT_LOCK_MILLIS = 30_000;

    private final String topic;
    private final Supplier<ShareConsumer<byte[], byte[]>> consumers;
    private final CommandReader reader;
    private final ResultPublisher results;
    private final Dispatcher<TopicPartition> dispatcher;
    private final BooleanSupplier prepared;
    private final ConsumptionProperties properties;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean stopped;
    private volatile boolean ready;

    ShareCommandListener(
            String topic,
            Supplier<ShareConsumer<byte[], byte[]>> consumers,
            CommandReader reader,
            ResultPublisher results,
            Dispatcher<TopicPartition> dispatcher,
            BooleanSupplier prepared,
            ConsumptionProperties properties) {
        this.topic = topic;
        this.consumers = consumers;
        this.reader = reader;
        this.results = results;
        this.dispatcher = dispatcher;
        this.prepared = prepared;
        this.properties = properties;
    }

    @Override
    public void start() {
        for (int i = 0; i < properties.shareConsumers(); i++) {
            threads.add(Thread.ofPlatform().daemon().name("executor-share-" + i).start(this::run));
        }
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public Optional<String> ended() {
        return Optional.empty();
    }

    @Override
    public void stop() {
        stopping = true;
        CompletableFuture<Void> quiet = dispatcher.stop();
        try {
            if (!await(quiet, properties.stopGrace())) {
                LOG.warn("Stopping with {} steps at work; they will be performed again", dispatcher.inFlight());
                dispatcher.loop().execute(dispatcher::abandon);
            }
            stopped = true;
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            // Before a tenant is known it would be held to rules that are not its own.
            while (!stopping && !prepared.getAsBoolean()) {
                Thread.sleep(CHECK_EVERY);
            }
            while (!stopping) {
                try (ShareConsumer<byte[], byte[]> consumer = consumers.get()) {
                    consumer.subscribe(List.of(topic));
                    take(consumer);
                } catch (KafkaException | IllegalStateException e) {
                    LOG.warn("Taking commands failed; trying again", e);
                    ready = false;
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(ShareConsumer<byte[], byte[]> consumer) throws InterruptedException {
        Map<RecordPlace, CompletableFuture<Void>> open = new HashMap<>();
        while (!stopping || !open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> taken : consumer.poll(POLL)) {
                RecordPlace place = new RecordPlace(taken.topic(), taken.partition(), taken.offset());
                CompletableFuture<Void> done = open.computeIfAbsent(place, _ -> hand(place, taken));
                AcknowledgeType type = acknowledge(consumer, done);
                consumer.acknowledge(taken, type);
                if (type != AcknowledgeType.RENEW) {
                    open.remove(place);
                }
            }
            ready = true;
            if (stopped) {
                open.clear();
            }
        }
        consumer.commitSync(PAUSE_AFTER_FAILURE);
    }

    private AcknowledgeType acknowledge(ShareConsumer<byte[], byte[]> consumer, CompletableFuture<Void> done)
            throws InterruptedException {
        long lock = consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS);
        long renewAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lock / 2);
        while (!await(done, CHECK_EVERY)) {
            if (stopped) {
                return AcknowledgeType.RELEASE;
            }
            if (System.nanoTime() >= renewAt) {
                return AcknowledgeType.RENEW;
            }
        }
        return AcknowledgeType.ACCEPT;
    }

    private CompletableFuture<Void> hand(RecordPlace place, ConsumerRecord<byte[], byte[]> taken) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Reading reading = reader.read(taken);
        dispatcher.loop().execute(() -> {
            switch (reading) {
                case Reading.Command command -> {
                    dispatcher.offer(place.partition(), new ShareDelivery(place, command, results, done));
                    dispatcher.pump();
                }
                case Reading.Poison(String reason) -> results.setAside(taken, reason, () -> done.complete(null));
            }
        });
        return done;
    }

    private static boolean await(CompletableFuture<Void> future, Duration atMost) throws InterruptedException {
        try {
            future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The dispatcher failed to take a command in", e.getCause());
        }
    }
}
