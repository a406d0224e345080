package io.millrace.acceptance;

import com.sun.net.httpserver.HttpServer;
import io.millrace.schemas.LosslessProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A shop's topic of orders, numbered from 0 without a gap, and the AsyncAPI document that describes it. */
final class Orders implements AutoCloseable {
    private static final String TOPIC = "orders";
    private static final int PAUSE_MILLIS = 10;

    private final HttpServer document;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread shop;
    private volatile boolean closed;

    /** Opens the shop, which takes an order every ten milliseconds until it is closed. */
    Orders(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        document = describe("""
                asyncapi: 2.6.0
                info: {title: Orders, version: '1'}
                servers: {shop: {url: '%s', protocol: kafka}}
                channels: {%s: {publish: {operationId: takeOrder}}}
                """.formatted(bootstrapServers, TOPIC));
        Map<String, Object> configuration = new HashMap<>(LosslessProducer.SETTINGS);
        configuration.put("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
        shop = Thread.ofVirtual().start(this::takeOrders);
    }

    /** Where the document is. */
    String description() {
        return "http://127.0.0.1:" + document.getAddress().getPort() + "/orders.yaml";
    }

    private static HttpServer describe(String text) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            server.createContext("/orders.yaml", exchange -> {
                exchange.sendResponseHeaders(200, bytes.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(bytes);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost order is a gap in what the workflow saw
    private void takeOrders() {
        try {
            for (int number = 0; !closed; number++) {
                String order = "{\"number\": " + number + "}";
                producer.send(new ProducerRecord<>(TOPIC, order.getBytes(StandardCharsets.UTF_8)));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        document.stop(0);
        try {
            shop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
