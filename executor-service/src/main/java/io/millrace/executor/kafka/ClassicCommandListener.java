package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.executor.kafka.CommandReader.Reading;
import io.millrace.executor.step.Step;
import io.millrace.schemas.RecordHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands as a member of a classic group: one thread polls, hands everything to the dispatcher at once and goes
 * on; it waits for no step. A partition is paused while the queue of a tenant that it fills is full, or while too many
 * commands wait behind an open one. What is done is committed every 100 ms.
 */
final class ClassicCommandListener implements CommandListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClassicCommandListener.class);
    private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
    /** How soon it is seen that a paused partition may go on. */
    private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(5);

    private static final Duration HANDOVER = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CommandReader reader;
    private final ResultPublisher results;
    private final Dispatcher<TopicPartition> dispatcher;
    private final BooleanSupplier prepared;
    private final ConsumptionProperties properties;
    private final Map<TopicPartition, AssignedPartition> assigned = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean ready;
    private volatile @Nullable String ended;
    private CompletableFuture<Void> intake = CompletableFuture.completedFuture(null);
    private long committedNanos;

    ClassicCommandListener(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
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
        this.thread = Thread.ofPlatform().daemon().name("executor-poll").unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    @Override
    public void stop() {
        stopping = true;
        try {
            thread.join(properties.stopGrace().plus(Duration.ofSeconds(10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        // Before a tenant is known it would be held to rules that are not its own.
        while (!stopping && !prepared.getAsBoolean()) {
            pause(COMMIT_EVERY);
        }
        while (!stopping && ended == null) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                consumer.subscribe(List.of(topic), new Rebalance(consumer));
                while (!stopping) {
                    step(consumer);
                }
                finish(consumer);
            } catch (FencedInstanceIdException e) {
                ended = "another process has the same millrace.instance; give every executor its own";
                LOG.error("Stopped taking commands: {}", ended);
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("Taking commands failed; trying again", e);
                pause(PAUSE_AFTER_FAILURE);
            } finally {
                ready = false;
                intake = CompletableFuture.completedFuture(null);
                revoke(assigned.keySet());
                forget(Set.copyOf(assigned.keySet()));
            }
        }
    }

    private void step(Consumer<byte[], byte[]> consumer) {
        boolean paused = pauseFull(consumer);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(paused ? POLL_WHILE_PAUSED : COMMIT_EVERY);
        if (!records.isEmpty()) {
            List<Runnable> batch = decode(records);
            awaitIntake(consumer);
            intake = CompletableFuture.runAsync(() -> take(batch), dispatcher.loop());
        }
        if (System.nanoTime() - committedNanos >= COMMIT_EVERY.toNanos()) {
            commitAsync(consumer);
            committedNanos = System.nanoTime();
        }
    }

    private boolean pauseFull(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> held = dispatcher.held();
        Set<TopicPartition> full = new HashSet<>();
        for (AssignedPartition each : assigned.values()) {
            if (each.full() || held.contains(each.partition())) {
                full.add(each.partition());
            }
        }
        Set<TopicPartition> paused = consumer.paused();
        if (!paused.equals(full)) {
            consumer.resume(paused.stream().filter(each -> !full.contains(each)).toList());
            consumer.pause(full);
        }
        return !full.isEmpty();
    }

    /** Decodes on this thread, so that the dispatcher's thread only dispatches. */
    private List<Runnable> decode(ConsumerRecords<byte[], byte[]> records) {
        List<Runnable> batch = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            AssignedPartition owned = assigned.get(partition);
            if (owned != null) {
                for (ConsumerRecord<byte[], byte[]> taken : records.records(partition)) {
                    batch.add(decode(owned, taken));
                }
            }
        }
        return batch;
    }

    private Runnable decode(AssignedPartition owned, ConsumerRecord<byte[], byte[]> taken) {
        long offset = taken.offset();
        return switch (reader.read(taken)) {
            case Reading.Command(Step step, RecordHeaders headers) -> {
                PartitionDelivery delivery = new PartitionDelivery(owned, offset, step, headers, results);
                yield () -> {
                    if (owned.read(offset)) {
                        dispatcher.offer(owned.partition(), delivery);
                    }
                };
            }
            case Reading.Poison(String reason) ->
                () -> {
                    if (owned.read(offset)) {
                        results.setAside(taken, reason, () -> dispatcher.loop().execute(() -> owned.done(offset)));
                    }
                };
        };
    }

    private void take(List<Runnable> batch) {
        batch.forEach(Runnable::run);
        dispatcher.pump();
    }

    /**
     * Reads no further until the dispatcher has taken the batch before in, so that what waits stays bounded; but stays
     * a member of the group meanwhile.
     */
    private void awaitIntake(Consumer<byte[], byte[]> consumer) {
        while (!await(intake, HANDOVER) && !stopping) {
            consumer.pause(consumer.assignment());
            consumer.poll(Duration.ZERO);
            commitAsync(consumer);
        }
    }

    private void commitAsync(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = progress(assigned.keySet());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (_, failure) -> {
                if (failure != null) {
                    LOG.debug("A commit failed; the next one repeats it", failure);
                    offsets.keySet().forEach(partition -> committed.computeIfPresent(partition, (_, _) -> -1L));
                }
            });
            remember(offsets);
        }
    }

    private void commitSync(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = progress(partitions);
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets, Duration.ofSeconds(5));
                remember(offsets);
            } catch (RebalanceInProgressException | CommitFailedException e) {
                LOG.info("What was done last will be delivered again: {}", e.toString());
            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                LOG.warn("What was done last will be delivered again: {}", e.toString());
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> progress(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            AssignedPartition owned = assigned.get(partition);
            if (owned != null) {
                long committable = owned.committable();
                Long before = committed.get(partition);
                if (before != null && before < committable) {
                    offsets.put(partition, new OffsetAndMetadata(committable));
                }
            }
        }
        return offsets;
    }

    private void remember(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.replace(partition, offset.offset()));
    }

    /** Steps at work may end within the grace; what does not is delivered again to whoever comes next. */
    private void finish(Consumer<byte[], byte[]> consumer) {
        CompletableFuture<Void> quiet = dispatcher.stop();
        if (!await(quiet, properties.stopGrace())) {
            LOG.warn("Stopping with {} steps at work; they will be performed again", dispatcher.inFlight());
            dispatcher.loop().execute(dispatcher::abandon);
        }
        commitSync(consumer, assigned.keySet());
    }

    /** Drops what is queued of these partitions; steps at work go on, and their results are sent. */
    private void revoke(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            AssignedPartition owned = assigned.get(partition);
            if (owned != null) {
                owned.revoke();
            }
        }
        await(CompletableFuture.runAsync(dispatcher::withdraw, dispatcher.loop()), HANDOVER);
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(assigned::remove);
        partitions.forEach(committed::remove);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean await(CompletableFuture<Void> future, Duration atMost) {
        try {
            future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The dispatcher failed to take commands in", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        private Rebalance(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                long position = consumer.position(partition);
                assigned.put(partition, new AssignedPartition(partition, position, properties.maxGap()));
                committed.put(partition, position);
            }
            ready = true;
            LOG.info("Takes commands of {}", assigned.keySet());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            revoke(partitions);
            commitSync(consumer, partitions);
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            revoke(partitions);
            forget(partitions);
        }
    }
}
