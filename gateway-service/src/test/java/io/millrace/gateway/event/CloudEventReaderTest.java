package io.millrace.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.CloudEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventReaderTest {
    private static final Map<String, String> HEADERS =
            Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t");

    private static CloudEvent structured(String more) {
        String event = "{'specversion': '1.0', 'id': '1', 'source': '/s', 'type': 't'" + more + "}";
        return read(CloudEventReader.STRUCTURED, Map.of(), event.replace('\'', '"'))
                .getFirst();
    }

    private static List<CloudEvent> read(String contentType, Map<String, String> headers, String body) {
        return CloudEventReader.read("shop", contentType, headers, body.getBytes(StandardCharsets.UTF_8), 32 << 20);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeepJsonAsJson() {
        // Given
        String data = ", 'data': {'n': 1.10}";

        // When
        CloudEvent event = structured(data);

        // Then
        assertThat(event.getData()).isEqualTo("{\"n\":1.1}");
        assertThat(event.getBinary()).isNull();
    }

    @Test
    void shouldKeepTextOfAnotherTypeAsBytes() {
        // Given
        String data = ", 'datacontenttype': 'text/plain', 'data': 'hi'";

        // When
        CloudEvent event = structured(data);

        // Then
        assertThat(event.getData()).isNull();
        assertThat(event.getBinary()).isEqualTo(bytes("hi"));
    }

    @Test
    void shouldDecodeBase64() {
        // Given
        String data = ", 'datacontenttype': 'application/octet-stream', 'data_base64': 'aGk='";

        // When
        CloudEvent event = structured(data);

        // Then
        assertThat(event.getBinary()).isEqualTo(bytes("hi"));
    }

    @Test
    void shouldHaveNoDataWhenThereIsNone() {
        // Given
        String none = "";

        // When
        CloudEvent event = structured(none);

        // Then
        assertThat(event.getData()).isNull();
        assertThat(event.getBinary()).isNull();
    }

    @Test
    void shouldReadBinaryModeOfAnyMediaType() {
        // Given
        String contentType = "image/png";

        // When
        CloudEvent event = read(contentType, HEADERS, "not really").getFirst();

        // Then
        assertThat(event.getDatacontenttype()).isEqualTo("image/png");
        assertThat(event.getBinary()).isEqualTo(bytes("not really"));
    }

    @Test
    void shouldDecodePercentInHeadersButNoPlus() {
        // Given
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("ce-subject", "a+b%20c");

        // When
        CloudEvent event = read("application/json", headers, "1").getFirst();

        // Then
        assertThat(event.getSubject()).isEqualTo("a+b c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ", 'time': 'yesterday' | /time",
                ", 'Upper': 'x' | /Upper",
                ", 'list': [] | /list",
                ", 'number': 1.5 | /number",
                ", 'data': 1, 'data_base64': 'aGk=' | /data",
                ", 'data_base64': '***' | /data_base64",
                ", 'data_base64': 3 | /data_base64",
            })
    void shouldSayWhatIsWrong(String more, String pointer) {
        // Given / When
        Refused refused = catchThrowableOfType(Refused.class, () -> structured(more));

        // Then
        assertThat(((Refusal.Invalid) refused.refusal()).flaws())
                .extracting(Flaw::pointer)
                .contains(pointer);
    }

    @Test
    void shouldNameEveryMissingAttribute() {
        // Given
        Map<String, String> headers = Map.of("ce-specversion", "1.0");

        // When
        Refused refused = catchThrowableOfType(Refused.class, () -> read("application/json", headers, "1"));

        // Then
        assertThat(((Refusal.Invalid) refused.refusal()).flaws())
                .extracting(Flaw::pointer)
                .containsExactly("/id", "/source", "/type");
    }

    @Test
    void shouldRefuseBrokenJsonInBinaryMode() {
        // Given
        String broken = "{";

        // When / Then
        assertThatThrownBy(() -> read("application/json", HEADERS, broken)).isInstanceOf(Refused.class);
    }

    @Test
    void shouldTakeAnEmptyBatch() {
        // Given
        String empty = "[]";

        // When
        List<CloudEvent> events = read(CloudEventReader.BATCH + "; charset=utf-8", Map.of(), empty);

        // Then
        assertThat(events).isEmpty();
    }
}
