package io.millrace.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

    private static EventStream stream(String text) {
        return new EventStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Message> all(EventStream stream) {
        List<Message> messages = new ArrayList<>();
        for (Optional<Message> next = stream.next(); next.isPresent(); next = stream.next()) {
            messages.add(next.get());
        }
        return messages;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void shouldReadMessagesWhateverEndsTheirLines(String end) {
        // Given
        var stream = stream(
                String.join(end, ":open", "", "event:run", "id: 7", "data:{\"a\":", "data: 1}", "", "data:2", "", ""));

        // When
        List<Message> messages = all(stream);

        // Then
        assertThat(messages).extracting(Message::event).containsExactly("run", "message");
        assertThat(messages).extracting(Message::id).containsExactly("7", null);
        assertThat(messages.getFirst().content().path("a").asInt()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeForAMessageWhatTheEndCutsOff() {
        // Given
        var stream = stream("data:1\n\ndata:{\"half\":");

        // When
        List<Message> messages = all(stream);

        // Then
        assertThat(messages).hasSize(1);
    }

    @Test
    void shouldSayThatAMessageIsNotJson() {
        // Given
        var stream = stream("data:hello\n\n");

        // When / Then
        assertThatThrownBy(stream::next).isInstanceOf(NoAnswer.class).hasMessageContaining("not JSON");
    }
}
