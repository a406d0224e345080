package io.millrace.executor.asyncapi;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3MessageException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAck;
import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Speaks MQTT 3.1.1, at least once; each step has a connection of its own. */
final class MqttLink implements MessageLink {
    private static final int CONNECT_SECONDS = 10;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAUTHORIZED = 401;
    /** As long as every server must accept it, and letters and digits only (MQTT 3.1.1, section 3.1.3.1). */
    private static final int LONGEST_IDENTIFIER = 23;

    private final Addresses addresses;
    private final MqttSessions sessions;

    MqttLink(Addresses addresses, MqttSessions sessions) {
        this.addresses = addresses;
        this.sessions = sessions;
    }

    @Override
    public Protocol protocol() {
        return Protocol.MQTT;
    }

    @Override
    public Mono<Void> publish(Step step, Channel channel, Message message) {
        if (!message.headers().isEmpty()) {
            return Mono.error(AsyncDocument.refused(
                    "A message over MQTT 3.1.1 has no headers; put what they say into the payload"));
        }
        byte[] payload = message.bytes(channel);
        return connected(
                        step,
                        channel,
                        client -> Mono.fromFuture(() -> client.publishWith()
                                .topic(channel.address())
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .payload(payload)
                                .send()))
                .then();
    }

    @Override
    public Flux<Message> receive(Step step, Channel channel, UnaryOperator<Flux<Message>> until) {
        return connected(step, channel, client -> {
            Sinks.Many<Message> arriving = Sinks.many().unicast().onBackpressureBuffer();
            return Mono.fromFuture(() -> client.subscribeWith()
                            .topicFilter(channel.address())
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .callback(publish -> arriving.tryEmitNext(Message.received(
                                    publish.getPayloadAsBytes(), JsonNodeFactory.instance.objectNode())))
                            .send())
                    .thenMany(Flux.defer(() -> until.apply(arriving.asFlux())));
        });
    }

    @Override
    public Mono<JsonNode> receive(Step step, Channel channel, Portion portion) {
        return sessions.receive(step, channel, portion);
    }

    @Override
    public Mono<Void> leave(Step step, Channel channel) {
        return sessions.leave(step, channel);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    private interface Use<T> {
        Publisher<T> of(Mqtt3AsyncClient client);
    }

    private <T> Flux<T> connected(Step step, Channel channel, Use<T> use) {
        Mono<Mqtt3AsyncClient> connection = Mono.fromFuture(() -> addresses.resolve(step, channel.host()))
                .flatMap(address -> {
                    Mqtt3AsyncClient client = client(identifier(step.key().toString()), channel, address)
                            .buildAsync();
                    CompletableFuture<Mqtt3ConnAck> connecting =
                            client.connectWith().cleanSession(true).send();
                    // Whoever gives the step up while it connects must not leave a connection behind.
                    return Mono.fromFuture(connecting, true)
                            .thenReturn(client)
                            .doOnCancel(() -> Mono.fromFuture(connecting)
                                    .then(Mono.fromFuture(client::disconnect))
                                    .onErrorComplete()
                                    .subscribe());
                });
        return Flux.usingWhen(
                        connection,
                        use::of,
                        client -> Mono.fromFuture(client::disconnect).onErrorComplete())
                .onErrorMap(MqttLink::isOurs, failure -> failed(channel, failure));
    }

    /** A client of a channel's server at an address that was checked, with what the server wants to know of callers. */
    static Mqtt3ClientBuilder client(String identifier, Channel channel, byte[] address) {
        Mqtt3ClientBuilder builder = MqttClient.builder()
                .useMqttVersion3()
                .identifier(identifier)
                .transportConfig()
                .serverAddress(socket(channel, address))
                .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .mqttConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .applyTransportConfig();
        Mqtt3ClientBuilder known = channel.login()
                .<Mqtt3ClientBuilder>map(basic -> builder.simpleAuth()
                        .username(basic.username())
                        .password(basic.password().getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth())
                .orElse(builder);
        return channel.secure() ? known.sslWithDefaultConfig() : known;
    }

    /** The end of a name, as a server must accept it. */
    static String identifier(String name) {
        String plain = name.replaceAll("[^0-9A-Za-z]", "");
        return plain.substring(Math.max(0, plain.length() - LONGEST_IDENTIFIER));
    }

    private static InetSocketAddress socket(Channel channel, byte[] address) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(channel.host(), address), channel.port());
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException("an address has four or sixteen bytes", wrongLength);
        }
    }

    static boolean isOurs(Throwable failure) {
        return failure instanceof MqttClientStateException
                || failure instanceof ConnectionFailedException
                || failure instanceof ConnectionClosedException
                || failure instanceof MqttSessionExpiredException
                || failure instanceof IllegalArgumentException
                || failure instanceof Mqtt3MessageException;
    }

    static ExchangeFailedException failed(Channel channel, Throwable failure) {
        if (failure instanceof Mqtt3ConnAckException refused) {
            return new ExchangeFailedException(new StepOutcome.Failed(
                    StepError.communication(
                            UNAUTHORIZED,
                            channel.callee() + " refused the connection: "
                                    + refused.getMqttMessage().getReturnCode()),
                    Fault.ANSWER));
        }
        return new ExchangeFailedException(new StepOutcome.Failed(
                StepError.communication(
                        BAD_GATEWAY,
                        "No message could be exchanged with " + channel.named() + " over MQTT ("
                                + failure.getClass().getSimpleName() + ")"),
                Fault.CALLEE));
    }
}
