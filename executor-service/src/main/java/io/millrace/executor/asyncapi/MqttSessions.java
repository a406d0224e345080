package io.millrace.executor.asyncapi;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient.Mqtt3Publishes;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Receives parts of the messages of a subscription over MQTT. There is no position in a topic to go on from, so the
 * server keeps a session for the subscription, whichever executor performs its steps. Messages are acknowledged by the
 * step after the one that answered them: until then the server sends them again. MQTT 3.1.1 knows no expiry of sessions:
 * one is kept until the farewell, or for as long as the server likes.
 */
final class MqttSessions implements AutoCloseable {
    /** What the server sends without a pause belongs together. */
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Some servers take their time to send again what was not acknowledged. */
    private static final Duration REPEATS = Duration.ofSeconds(20);
    /** The server needs a moment to send what it has kept. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    /** An error would end the whole subscription, and nobody says farewell twice. */
    private static final int RETRIES = 3;

    private static final int BAD_GATEWAY = 502;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;

    private final Addresses addresses;
    /** Number of the newest step at work, of each session that is in use here. */
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    /** The client waits for its answers, on a thread that costs next to nothing. */
    private final Scheduler waiting = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    MqttSessions(Addresses addresses) {
        this.addresses = addresses;
    }

    @Override
    public void close() {
        waiting.dispose();
    }

    Mono<JsonNode> receive(Step step, Channel channel, Portion portion) {
        return connected(step, channel, client -> receive(client, channel, portion));
    }

    Mono<Void> leave(Step step, Channel channel) {
        return connected(
                        step,
                        channel,
                        client -> client.connectWith().cleanSession(true).send().isSessionPresent())
                .then();
    }

    /** What is done with a client that is not connected yet. It may be done again when the connection is lost. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Mqtt3BlockingClient client) throws InterruptedException;
    }

    private <T> Mono<T> connected(Step step, Channel channel, Use<T> use) {
        String session = MqttLink.identifier(step.key().run() + "s" + step.key().position());
        int number = step.key().attempt();
        Mono<T> once = Mono.fromFuture(() -> addresses.resolve(step, channel.host()))
                .flatMap(address -> Mono.fromCallable(() -> {
                            Mqtt3BlockingClient client =
                                    MqttLink.client(session, channel, address).buildBlocking();
                            try {
                                return use.of(client);
                            } finally {
                                disconnect(client);
                            }
                        })
                        .subscribeOn(waiting))
                .onErrorMap(MqttLink::isOurs, failure -> MqttLink.failed(channel, failure));
        // Commands come again after a restart, also those of steps that were answered long ago.
        Mono<T> newest = Mono.defer(
                () -> numbers.merge(session, number, Math::max) > number ? Mono.error(overtaken(channel)) : once);
        return newest.retryWhen(Retry.backoff(RETRIES, RETRY_PAUSE).filter(MqttSessions::isWorthARetry))
                .onErrorMap(Exceptions::isRetryExhausted, MqttSessions::cause)
                .doFinally(_ -> numbers.remove(session, number));
    }

    private static boolean isWorthARetry(Throwable failure) {
        return failure instanceof ExchangeFailedException exchange
                && exchange.failed().fault() == Fault.CALLEE;
    }

    private static Throwable cause(Throwable exhausted) {
        return exhausted.getCause() == null ? exhausted : exhausted.getCause();
    }

    private static ExchangeFailedException overtaken(Channel channel) {
        return new ExchangeFailedException(new StepOutcome.Failed(
                StepError.communication(
                        CONFLICT, "A later step of the subscription has its session at " + channel.callee()),
                Fault.ANSWER));
    }

    private static JsonNode receive(Mqtt3BlockingClient client, Channel channel, Portion portion)
            throws InterruptedException {
        MqttAnswered answered = new MqttAnswered(portion.position());
        // Before it connects, because what the server has kept comes at once.
        try (Mqtt3Publishes arriving = client.publishes(MqttGlobalPublishFilter.ALL, true)) {
            boolean isKept = client.connectWith().cleanSession(false).send().isSessionPresent();
            if (portion.isFirst()) {
                // Answered at once: were the step lost while it waits, so were the moment from which messages count.
                client.subscribeWith()
                        .topicFilter(channel.address())
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send();
                return new Batch(portion).answer(answered.position(), true);
            }
            if (!isKept) {
                throw new ExchangeFailedException(new StepOutcome.Failed(
                        StepError.communication(
                                GONE,
                                channel.callee() + " has not kept the session of the subscription, so messages may be"
                                        + " lost"),
                        Fault.ANSWER));
            }
            Batch batch = received(
                    arriving, portion, answered, () -> client.getState().isConnected());
            if (batch.isEmpty() && !client.getState().isConnected()) {
                throw new ExchangeFailedException(new StepOutcome.Failed(
                        StepError.communication(BAD_GATEWAY, "The connection to " + channel.callee() + " was lost"),
                        Fault.CALLEE));
            }
            return batch.answer(answered.position(), true);
        }
    }

    private static Batch received(
            Mqtt3Publishes arriving, Portion portion, MqttAnswered answered, BooleanSupplier connected)
            throws InterruptedException {
        Batch batch = new Batch(portion);
        Instant began = Instant.now();
        Instant patience = portion.patience(began);
        Instant shortest = began.plus(SHORTEST_WAIT);
        Instant end = patience.isBefore(shortest) ? shortest : patience;
        Instant repeated = began.plus(REPEATS);
        // Acknowledgements leave in the order of the messages, so none behind a message that has to wait for its own.
        boolean isBlocked = false;
        while (!batch.isFull() || !answered.isComplete()) {
            Instant now = Instant.now();
            if (!answered.isComplete() && !now.isBefore(repeated)) {
                answered.complete();
            }
            Instant until = answered.isComplete() ? batch.isEmpty() ? end : now.plus(PAUSE) : repeated;
            // Nobody says that the connection was lost.
            long millis = Math.clamp(Duration.between(now, until).toMillis(), 0, LOOK.toMillis());
            Optional<Mqtt3Publish> arrived = arriving.receive(millis, TimeUnit.MILLISECONDS);
            if (arrived.isEmpty()) {
                boolean isOver = answered.isComplete() && !Instant.now().isBefore(until);
                if (isOver || !connected.getAsBoolean()) {
                    break;
                }
                continue;
            }
            Mqtt3Publish publish = arrived.get();
            // What was published at most once is not sent again.
            boolean isKept = publish.getQos() != MqttQos.AT_MOST_ONCE;
            if (isKept && answered.knows(publish)) {
                publish.acknowledge();
                // What is acknowledged makes room for what is new.
                Instant moment = Instant.now().plus(SHORTEST_WAIT);
                end = end.isBefore(moment) ? moment : end;
                if (isBlocked) {
                    answered.answer(publish);
                }
                continue;
            }
            boolean taken =
                    batch.take(Message.received(publish.getPayloadAsBytes(), JsonNodeFactory.instance.objectNode()));
            if (isKept && taken) {
                answered.answer(publish);
            }
            isBlocked |= isKept;
        }
        return batch;
    }

    private static void disconnect(Mqtt3BlockingClient client) {
        // Whoever gave the step up interrupted this thread, and an interrupted one cannot take its leave.
        Thread.interrupted();
        try {
            client.disconnect();
        } catch (RuntimeException notConnected) {
            // It is gone already.
        }
    }
}
