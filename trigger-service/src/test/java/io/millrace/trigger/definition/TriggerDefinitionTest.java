package io.millrace.trigger.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TriggerDefinitionTest {

    @Test
    void shouldReadADefinitionThatSaysEverything() {
        // Given
        String json = """
                {"type": "webhook", "description": "Orders of the shop",
                 "authentication": {"scheme": "stripe", "secret": "stripe-key", "toleranceSeconds": 60},
                 "target": {"event": "com.example.paid"},
                 "methods": ["POST", "PUT"],
                 "deduplicate": {"pointer": "/data/id"}}""";

        // When
        CheckedTrigger checked = TriggerDefinition.check("acme", "orders", json);

        // Then
        assertThat(checked)
                .isEqualTo(new CheckedTrigger.Valid(new WebhookTrigger(
                        "acme",
                        "orders",
                        new Authentication.Stripe("stripe-key", Duration.ofSeconds(60)),
                        new Target.Event("com.example.paid"),
                        Set.of("POST", "PUT"),
                        new Deduplication.ByPointer(JsonPointer.compile("/data/id")))));
    }

    @Test
    void shouldFillInWhatADefinitionLeavesOut() {
        // Given
        String json = """
                {"type": "webhook",
                 "authentication": {"scheme": "slack", "secret": "slack"},
                 "target": {"workflow": "greet"}}""";

        // When
        CheckedTrigger checked = TriggerDefinition.check("acme", "chat", json);

        // Then
        assertThat(checked)
                .isEqualTo(new CheckedTrigger.Valid(new WebhookTrigger(
                        "acme",
                        "chat",
                        new Authentication.Slack("slack", Duration.ofMinutes(5)),
                        new Target.Workflow("greet"),
                        Set.of("POST"),
                        new Deduplication.ByScheme())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'scheme': 'github', 'secret': 's'}",
                "{'scheme': 'stripe', 'secret': 's'}",
                "{'scheme': 'slack', 'secret': 's'}",
                "{'scheme': 'standard', 'secret': 's', 'toleranceSeconds': 3600}",
                "{'scheme': 'token', 'secret': 's'}",
                "{'scheme': 'token', 'secret': 's', 'header': 'X-Token'}",
                "{'scheme': 'none'}"
            })
    void shouldKnowTheScheme(String authentication) {
        // Given
        String json = "{'type': 'webhook', 'target': {'workflow': 'w'}, 'authentication': " + authentication + "}";

        // When
        CheckedTrigger checked = TriggerDefinition.check("acme", "t", json.replace('\'', '"'));

        // Then
        assertThat(checked)
                .isInstanceOfSatisfying(
                        CheckedTrigger.Valid.class,
                        valid -> assertThat(authentication)
                                .contains("'" + valid.trigger().authentication().scheme() + "'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/type           | {'type': 'mqtt'}",
                "/type           | {'type': 7}",
                "/colour         | {'colour': 'red'}",
                "/authentication | {'authentication': null}",
                "/authentication | {'authentication': 'none'}",
                "/authentication/scheme | {'authentication': {}}",
                "/authentication/scheme | {'authentication': {'scheme': 'basic', 'secret': 's'}}",
                "/authentication/secret | {'authentication': {'scheme': 'github'}}",
                "/authentication/secret | {'authentication': {'scheme': 'github', 'secret': ''}}",
                "/authentication/secret | {'authentication': {'scheme': 'github', 'secret': 'Not A Name'}}",
                "/authentication/secret | {'authentication': {'scheme': 'none', 'secret': 's'}}",
                "/authentication/header | {'authentication': {'scheme': 'github', 'secret': 's', 'header': 'X'}}",
                "/authentication/header | {'authentication': {'scheme': 'token', 'secret': 's', 'header': 'a b'}}",
                "/authentication/toleranceSeconds | {'authentication':{'scheme':'slack','secret':'s','toleranceSeconds':0}}",
                "/authentication/toleranceSeconds | {'authentication':{'scheme':'slack','secret':'s','toleranceSeconds':3601}}",
                "/authentication/toleranceSeconds | {'authentication':{'scheme':'slack','secret':'s','toleranceSeconds':'1'}}",
                "/target          | {'target': []}",
                "/target/workflow | {'target': {}}",
                "/target/workflow | {'target': {'workflow': 'w', 'event': 'e'}}",
                "/target/workflow | {'target': {'workflow': 'Not A Name'}}",
                "/target/event    | {'target': {'event': 'two words'}}",
                "/target/event    | {'target': {'event': 'io.millrace.run.completed'}}",
                "/target/function | {'target': {'workflow': 'w', 'function': 'f'}}",
                "/methods         | {'methods': []}",
                "/methods         | {'methods': 'POST'}",
                "/methods         | {'methods': ['BREW']}",
                "/methods         | {'methods': [1]}",
                "/deduplicate     | {'deduplicate': true}",
                "/deduplicate/header  | {'deduplicate': {}}",
                "/deduplicate/header  | {'deduplicate': {'header': 'X', 'pointer': '/id'}}",
                "/deduplicate/header  | {'deduplicate': {'header': 'a:b'}}",
                "/deduplicate/pointer | {'deduplicate': {'pointer': 'id'}}"
            })
    void shouldPointAtWhatIsWrong(String pointer, String change) {
        // Given
        String json = changed(change.replace('\'', '"'));

        // When
        CheckedTrigger checked = TriggerDefinition.check("acme", "t", json);

        // Then
        assertThat(problems(checked)).extracting(TriggerProblem::pointer).containsExactly(pointer);
        assertThat(problems(checked)).extracting(TriggerProblem::detail).doesNotContain("");
    }

    @Test
    void shouldSayEverythingThatIsWrongAtOnce() {
        // Given
        String json = """
                {"type": "webhook", "colour": "red", "methods": ["BREW"],
                 "authentication": {"scheme": "github"}, "target": {}}""";

        // When
        CheckedTrigger checked = TriggerDefinition.check("acme", "t", json);

        // Then
        assertThat(problems(checked))
                .extracting(TriggerProblem::pointer)
                .containsExactlyInAnyOrder("/colour", "/methods", "/authentication/secret", "/target/workflow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{} {}"})
    void shouldRefuseWhatIsNoObject(String json) {
        // When
        CheckedTrigger checked = TriggerDefinition.check("acme", "t", json);

        // Then
        assertThat(problems(checked)).extracting(TriggerProblem::pointer).contains("");
    }

    private static List<TriggerProblem> problems(CheckedTrigger checked) {
        assertThat(checked).isInstanceOf(CheckedTrigger.Invalid.class);
        return ((CheckedTrigger.Invalid) checked).problems();
    }

    /** A valid definition with one of its fields put in place or added. */
    private static String changed(String change) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode valid = (ObjectNode) mapper.readTree("""
                {"type": "webhook", "authentication": {"scheme": "none"}, "target": {"workflow": "w"}}""");
        mapper.readTree(change).properties().forEach(field -> valid.set(field.getKey(), field.getValue()));
        return valid.toString();
    }
}
