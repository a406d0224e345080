package io.millrace.gateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerDocumentTest {
    private static Trigger read(String document) {
        return TriggerDocument.read(
                "shop", "pushes", document.replace('\'', '"').getBytes(StandardCharsets.UTF_8), null, Instant.EPOCH);
    }

    private static String webhook(String authentication, String target, String more) {
        return "{'type': 'webhook', 'authentication': " + authentication + ", 'target': " + target + more + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'scheme': 'none'}",
                "{'scheme': 'github', 'secret': 'hub'}",
                "{'scheme': 'stripe', 'secret': 'pay', 'toleranceSeconds': 60}",
                "{'scheme': 'slack', 'secret': 'chat'}",
                "{'scheme': 'standard', 'secret': 'hook'}",
                "{'scheme': 'token', 'secret': 'door', 'header': 'X-Token'}"
            })
    void shouldTakeEveryWayToRecogniseASender(String authentication) {
        // Given
        String document = webhook(authentication, "{'event': 'com.example.pushed'}", "");

        // When / Then
        assertThatCode(() -> read(document)).doesNotThrowAnyException();
    }

    @Test
    void shouldKeepTheDefinitionAsItWasSent() {
        // Given
        String document = webhook(
                "{'scheme': 'none'}",
                "{'workflow': 'classify'}",
                ", 'methods': ['PUT'], 'deduplicate': {'pointer': '/id'}, 'description': 'd'");

        // When
        Trigger trigger = read(document);

        // Then
        assertThat(trigger.getDefinition())
                .isEqualTo(document.replace('\'', '"').replace(": ", ":").replace(", ", ","));
        assertThat(trigger.getRevision()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /type",
                "{'type': 'carrier-pigeon'} | /type",
                "{'type': 'webhook', 'target': {'event': 'e'}} | /authentication",
                "{'type': 'webhook', 'authentication': {'scheme': 'github'}, 'target': {'event': 'e'}} | /authentication/secret",
                "{'type': 'webhook', 'authentication': {'scheme': 'magic'}, 'target': {'event': 'e'}} | /authentication/scheme",
                "{'type': 'webhook', 'authentication': {'scheme': 'none', 'secret': 's'}, 'target': {'event': 'e'}} | /authentication/secret",
                "{'type': 'webhook', 'authentication': {'scheme': 'github', 'secret': 'S P'}, 'target': {'event': 'e'}} | /authentication/secret",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}} | /target",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'e', 'workflow': 'w'}} | /target",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'io.millrace.x'}} | /target/event",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'e'}, 'methods': []} | /methods",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'e'}, 'methods': ['TRACE']} | /methods",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'e'}, 'deduplicate': {}} | /deduplicate",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'e'}, 'deduplicate': {'pointer': 'id'}} | /deduplicate/pointer",
                "{'type': 'webhook', 'authentication': {'scheme': 'none'}, 'target': {'event': 'e'}, 'colour': 1} | /colour",
            })
    void shouldSayWhatIsWrong(String document, String pointer) {
        // Given / When
        Refused refused = catchThrowableOfType(Refused.class, () -> read(document));

        // Then
        assertThat(((Refusal.Invalid) refused.refusal()).flaws())
                .extracting(Flaw::pointer)
                .contains(pointer);
    }
}
