package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.SecretReferences;
import org.junit.jupiter.api.Test;

class VariablesOfARunTest {
    @Test
    void shouldDescribeATaskBeforeItBegins() {
        // Given
        Play run = Play.of("""
                do:
                  - first: {set: '${ {a: 1} }'}
                  - second:
                      if: '$task.name == "second" and $task.input == {a: 1} and $task.output == null'
                      input: {from: '${ {reference: $task.reference, kind: ($task.definition | has("set"))} }'}
                      set: '${ . }'
                """);

        // When
        run.started();

        // Then
        assertThat(run.output()).isEqualTo("{\"reference\":\"/do/1/second\",\"kind\":true}");
    }

    @Test
    void shouldDescribeATaskAtWork() {
        // Given
        Play run = Play.of("""
                do:
                  - only:
                      input: {from: .items}
                      set: '${ {name: $task.name, raw: $task.input, taken: $input, output: $task.output,
                                at: $task.startedAt.epoch} }'
                """);

        // When
        run.started("{\"items\": [7]}");

        // Then
        JsonNode output = Play.json(run.output());
        assertThat(output.path("name").asText()).isEqualTo("only");
        assertThat(output.path("raw")).isEqualTo(Play.json("{\"items\": [7]}"));
        assertThat(output.path("taken")).isEqualTo(Play.json("[7]"));
        assertThat(output.path("output").isNull()).isTrue();
        assertThat(output.at("/at/milliseconds").asLong()).isEqualTo(run.now().toEpochMilli());
        assertThat(output.at("/at/seconds").asLong()).isEqualTo(run.now().getEpochSecond());
    }

    @Test
    void shouldDescribeATaskWhoseOutputIsThere() {
        // Given
        Play run = Play.of("""
                do:
                  - only:
                      set: '${ {a: 1} }'
                      output: {as: '${ {raw: $task.output, name: $task.name, taken: $input} }'}
                """);

        // When
        run.started("{\"b\": 2}");

        // Then
        assertThat(Play.json(run.output()))
                .isEqualTo(Play.json("{\"raw\": {\"a\": 1}, \"name\": \"only\", \"taken\": {\"b\": 2}}"));
    }

    @Test
    void shouldDescribeTheWorkflowAndTheRuntime() {
        // Given
        Play run = Play.of("""
                input: {from: .order}
                do:
                  - only:
                      set: '${ {run: $workflow.id, input: $workflow.input, at: $workflow.startedAt.iso8601,
                                tasks: ($workflow.definition.do | length), runtime: $runtime.name} }'
                """);

        // When
        run.started("{\"order\": 5}");

        // Then
        JsonNode output = Play.json(run.output());
        assertThat(output.path("run").asText()).hasSize(26);
        assertThat(output.path("input")).isEqualTo(Play.json("{\"order\": 5}"));
        assertThat(output.path("at").asText()).isEqualTo(run.now().toString());
        assertThat(output.path("tasks").asInt()).isEqualTo(1);
        assertThat(output.path("runtime").asText()).isEqualTo("millrace");
    }

    @Test
    void shouldShowTheSchemeOfAnAuthorizationAndNothingElse() {
        // Given
        Play run = Play.of("""
                use: {secrets: [key], authentications: {shop: {oauth2: {use: key}}}}
                do:
                  - only:
                      call: http
                      with: {method: get, endpoint: {uri: 'https://example.com', authentication: {use: shop}}}
                      output: {as: $authorization}
                """);
        run.started();

        // When
        run.stepSucceeded("{}");

        // Then
        assertThat(Play.json(run.output())).isEqualTo(Play.json("{\"scheme\": \"Bearer\", \"parameter\": \"***\"}"));
    }

    @Test
    void shouldReferToSecretsFromTheInputOfTheWorkflowToItsOutput() {
        // Given
        Play run = Play.of("""
                use: {secrets: [key]}
                input: {from: '${ {key: $secrets.key} }'}
                do:
                  - only: {set: '${ {first: .key} }', export: {as: '${ {kept: $secrets.key.part} }'}}
                output: {as: '${ . + $context + {all: $secrets} }'}
                """);

        // When
        run.started();

        // Then
        assertThat(Play.json(run.output()))
                .isEqualTo(JsonNodeFactory.instance
                        .objectNode()
                        .put("first", SecretReferences.to("key"))
                        .put("kept", SecretReferences.to("key", "part"))
                        .set("all", JsonNodeFactory.instance.objectNode().put("key", SecretReferences.to("key"))));
    }
}
