package io.millrace.executor.asyncapi;

import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks Kafka, with a client for each step. A Kafka cluster tells its clients where its brokers are, and the client
 * connects there without asking; so only clusters are used whose hosts the tenant's settings name.
 */
final class KafkaLink implements MessageLink, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int NOT_FOUND = 404;

    private final Addresses addresses;
    private final AsyncApiProperties properties;
    /** The clients wait for their answers, each on a thread that costs next to nothing. */
    private final Scheduler waiting = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    KafkaLink(Addresses addresses, AsyncApiProperties properties) {
        this.addresses = addresses;
        this.properties = properties;
    }

    @Override
    public Protocol protocol() {
        return Protocol.KAFKA;
    }

    @Override
    public void close() {
        waiting.dispose();
    }

    @Override
    public Mono<Void> publish(Step step, Channel channel, Message message) {
        return Mono.fromFuture(() -> addresses.resolveNamed(step, channel.host()))
                .then(Mono.<Void>fromCallable(() -> {
                            send(step, channel, message);
                            return null;
                        })
                        .subscribeOn(waiting))
                .onErrorMap(failure -> failed(channel, failure));
    }

    private void send(Step step, Channel channel, Message message) throws ExecutionException, InterruptedException {
        Map<String, Object> config = config(step, channel);
        int millis = millis(step);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            ProducerRecord<byte[], byte[]> published = new ProducerRecord<>(channel.address(), message.bytes(channel));
            published.headers().add("idempotency-key", bytes(step.key().toString()));
            if (step.traceparent() != null) {
                published.headers().add("traceparent", bytes(step.traceparent()));
            }
            message.headers()
                    .properties()
                    .forEach(
                            header -> published.headers().add(header.getKey(), bytes(Message.text(header.getValue()))));
            producer.send(published).get();
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public Flux<Message> receive(Step step, Channel channel, UnaryOperator<Flux<Message>> until) {
        return Mono.fromFuture(() -> addresses.resolveNamed(step, channel.host()))
                .then(Mono.fromCallable(() -> consumer(step, channel)).subscribeOn(waiting))
                .flatMapMany(consumer -> until.apply(
                        Flux.<Message>create(sink -> poll(consumer, sink)).subscribeOn(waiting, false)))
                .onErrorMap(failure -> failed(channel, failure));
    }

    @Override
    public Mono<JsonNode> receive(Step step, Channel channel, Portion portion) {
        return Mono.fromFuture(() -> addresses.resolveNamed(step, channel.host()))
                .then(Mono.fromCallable(() -> portion(step, channel, portion)).subscribeOn(waiting))
                .onErrorMap(failure -> failed(channel, failure));
    }

    private JsonNode portion(Step step, Channel channel, Portion portion) {
        // No reset: who goes on at records that are not kept any more has to know that they are lost.
        KafkaConsumer<byte[], byte[]> consumer =
                consumer(step, channel, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, portion.most()));
        try {
            return new KafkaPortion(consumer, portion).receive(partitions(consumer, channel));
        } finally {
            close(consumer);
        }
    }

    @Override
    public Mono<Void> leave(Step step, Channel channel) {
        // Nobody but the run knows of its offsets.
        return Mono.empty();
    }

    /** A consumer that stands at the end of the topic. */
    private KafkaConsumer<byte[], byte[]> consumer(Step step, Channel channel) {
        KafkaConsumer<byte[], byte[]> consumer =
                consumer(step, channel, Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
        try {
            List<TopicPartition> partitions = partitions(consumer, channel);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // Finding the end is put off until it is asked for.
            partitions.forEach(consumer::position);
            return consumer;
        } catch (RuntimeException e) {
            close(consumer);
            throw e;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(Step step, Channel channel, Map<String, Object> more) {
        Map<String, Object> config = config(step, channel);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int)
                properties.maxResponse().toBytes());
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(step));
        config.putAll(more);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Channel channel) {
        List<TopicPartition> partitions = consumer.partitionsFor(channel.address()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new ExchangeFailedException(new StepOutcome.Failed(
                    StepError.communication(NOT_FOUND, "There is no topic for " + channel.named()), Fault.ANSWER));
        }
        return partitions;
    }

    private static void poll(KafkaConsumer<byte[], byte[]> consumer, FluxSink<Message> sink) {
        try {
            while (!sink.isCancelled()) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    sink.next(message(read));
                }
            }
        } catch (RuntimeException e) {
            if (!sink.isCancelled()) {
                sink.error(e);
            }
        } finally {
            close(consumer);
        }
    }

    static Message message(ConsumerRecord<byte[], byte[]> read) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        read.headers().forEach(header -> {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return Message.received(read.value() == null ? new byte[0] : read.value(), headers);
    }

    private static void close(KafkaConsumer<byte[], byte[]> consumer) {
        // Whoever gave the step up interrupted this thread, and nothing can be closed by an interrupted one.
        Thread.interrupted();
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    private Map<String, Object> config(Step step, Channel channel) {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, channel.callee());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "millrace-" + step.key());
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        config.putAll(KafkaSecurity.config(channel));
        return config;
    }

    private int millis(Step step) {
        Duration left = step.deadline() == null
                ? properties.responseTimeout()
                : Duration.between(Instant.now(), step.deadline());
        return (int) Math.clamp(left.toMillis(), 1, properties.responseTimeout().toMillis());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Throwable failed(Channel channel, Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof KafkaException)) {
            return cause;
        }
        if (cause instanceof AuthenticationException && !(cause instanceof SslAuthenticationException)) {
            return new ExchangeFailedException(new StepOutcome.Failed(
                    StepError.communication(
                            UNAUTHORIZED,
                            channel.callee() + " refused the connection ("
                                    + cause.getClass().getSimpleName() + ")"),
                    Fault.ANSWER));
        }
        boolean late = cause instanceof TimeoutException;
        return new ExchangeFailedException(new StepOutcome.Failed(
                StepError.communication(
                        late ? GATEWAY_TIMEOUT : BAD_GATEWAY,
                        "No message could be exchanged with " + channel.named() + " over Kafka ("
                                + cause.getClass().getSimpleName() + ")"),
                Fault.CALLEE));
    }
}
