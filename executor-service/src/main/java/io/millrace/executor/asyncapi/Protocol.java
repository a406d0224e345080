package io.millrace.executor.asyncapi;

import java.util.Optional;

/** The protocols that are spoken here. */
enum Protocol {
    /** Kafka. */
    KAFKA("Kafka"),
    /** MQTT 3.1.1. */
    MQTT("MQTT"),
    /** HTTP, to publish only. */
    HTTP("HTTP");

    private final String title;

    Protocol(String title) {
        this.title = title;
    }

    /** The name for people. */
    String title() {
        return title;
    }

    /** The protocol that AsyncAPI has a name for; empty when it is not spoken here. */
    static Optional<Protocol> named(String name) {
        return switch (name) {
            case "kafka", "kafka-secure" -> Optional.of(KAFKA);
            case "mqtt", "mqtts", "secure-mqtt" -> Optional.of(MQTT);
            case "http", "https" -> Optional.of(HTTP);
            default -> Optional.empty();
        };
    }

    /** Whether a name means the encrypted form. */
    static boolean secure(String name) {
        return name.contains("secure") || name.equals("mqtts") || name.equals("https");
    }

    int port(boolean secure) {
        return switch (this) {
            case KAFKA -> 9092;
            case MQTT -> secure ? 8883 : 1883;
            case HTTP -> secure ? 443 : 80;
        };
    }
}
