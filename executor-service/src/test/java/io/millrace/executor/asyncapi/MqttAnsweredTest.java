package io.millrace.executor.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

class MqttAnsweredTest {
    private static Mqtt3Publish message(String topic, String payload) {
        return Mqtt3Publish.builder()
                .topic(topic)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static MqttAnswered after(Mqtt3Publish... answered) {
        MqttAnswered before = new MqttAnswered(MissingNode.getInstance());
        for (Mqtt3Publish message : answered) {
            before.answer(message);
        }
        return new MqttAnswered(before.position());
    }

    @Test
    void shouldKnowAMessageAsOftenAsItWasAnswered() {
        // Given
        MqttAnswered answered = after(message("t", "on"), message("t", "on"));

        // When
        boolean first = answered.knows(message("t", "on"));
        boolean second = answered.knows(message("t", "on"));
        boolean third = answered.knows(message("t", "on"));

        // Then
        assertThat(first).isTrue();
        assertThat(second).isTrue();
        assertThat(third).isFalse();
    }

    @Test
    void shouldTellMessagesApartByTopicAndPayload() {
        // Given
        MqttAnswered answered = after(message("t", "on"));

        // When
        boolean known = answered.knows(message("t", "off")) || answered.knows(message("to", "n"));

        // Then
        assertThat(known).isFalse();
        assertThat(answered.isComplete()).isFalse();
    }

    @Test
    void shouldKnowNothingOnceWhatDidNotArriveAgainCountsAsAcknowledged() {
        // Given
        MqttAnswered answered = after(message("t", "on"));

        // When
        answered.complete();

        // Then
        assertThat(answered.isComplete()).isTrue();
        assertThat(answered.knows(message("t", "on"))).isFalse();
    }
}
