package io.millrace.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImpatientInputTest {

    @Test
    void shouldReadEverythingOfAServerThatSpeaks() throws IOException {
        // Given
        byte[] said = "data:1\n\ndata:2\n\n".getBytes(StandardCharsets.UTF_8);

        // When
        byte[] heard;
        try (InputStream input = new ImpatientInput(new ByteArrayInputStream(said), Duration.ofMinutes(1))) {
            heard = input.readAllBytes();
        }

        // Then
        assertThat(heard).isEqualTo(said);
    }

    @Test
    void shouldGiveUpAStreamThatFallsSilent() throws IOException {
        // Given
        try (PipedOutputStream server = new PipedOutputStream();
                EventStream stream =
                        new EventStream(new ImpatientInput(new PipedInputStream(server), Duration.ofMillis(200)))) {
            server.write("data:1\n\n".getBytes(StandardCharsets.UTF_8));
            server.flush();
            stream.next();

            // When / Then
            assertThatThrownBy(stream::next)
                    .isInstanceOf(NoAnswer.class)
                    .hasMessageContaining("nothing came for 0.2 s");
        }
    }
}
