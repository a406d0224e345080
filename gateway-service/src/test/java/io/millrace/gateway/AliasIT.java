package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.RunInput;
import io.millrace.records.StartRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Names for versions of a workflow. */
@ExtendWith(SharedSurroundings.class)
class AliasIT {
    private static final String ALIAS = "/v1/tenants/{tenant}/workflows/{workflow}/aliases/{alias}";

    private final Surroundings surroundings;
    private String tenant = "";
    private String workflow = "";

    AliasIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void publishTwoVersions() {
        tenant = surroundings.tenant();
        workflow = surroundings.workflow(tenant);
        surroundings
                .publish(tenant, workflow, definition(workflow, "2.0.0", ""))
                .expectStatus()
                .isCreated();
    }

    private WebTestClient.ResponseSpec set(String alias, String version) {
        return surroundings
                .platform()
                .put()
                .uri(ALIAS, tenant, workflow, alias)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"version\": \"" + version + "\"}")
                .exchange();
    }

    private String started(String query) {
        surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs" + query, tenant, workflow)
                .exchange()
                .expectStatus()
                .isAccepted();
        return surroundings.<RunInput>read(TOPICS.runInputs(), tenant).stream()
                .max((one, other) -> Long.compare(one.timestamp(), other.timestamp()))
                .map(read -> ((StartRun) read.value().getPayload()).getVersion())
                .orElseThrow();
    }

    @Test
    void shouldStartTheHighestVersionUntilStableIsSet() {
        // Given
        String before = started("");

        // When
        set("stable", "1.0.0").expectStatus().isCreated();

        // Then
        assertThat(before).isEqualTo("2.0.0");
        JsonNode shown = json(surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}", tenant, workflow)
                .exchange());
        assertThat(shown.get("version").stringValue()).isEqualTo("1.0.0");
        assertThat(shown.get("aliases").toString()).isEqualTo("{\"stable\":\"1.0.0\",\"latest\":\"2.0.0\"}");
        assertThat(started("")).isEqualTo("1.0.0");
    }

    @Test
    void shouldStartTheVersionThatAnAliasStandsFor() {
        // Given
        set("canary", "1.0.0").expectStatus().isCreated();

        // When
        String version = started("?version=canary");

        // Then
        assertThat(version).isEqualTo("1.0.0");
    }

    @Test
    void shouldTakeAnAliasAway() {
        // Given
        set("canary", "1.0.0").expectStatus().isCreated();
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer =
                client.delete().uri(ALIAS, tenant, workflow, "canary").exchange();

        // Then
        answer.expectStatus().isNoContent();
        client.post()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs?version=canary", tenant, workflow)
                .exchange()
                .expectStatus()
                .isNotFound();
        client.delete()
                .uri(ALIAS, tenant, workflow, "canary")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void shouldKeepAliasesWhenTheWorkflowIsPublishedAgain() {
        // Given
        set("stable", "1.0.0").expectStatus().isCreated();

        // When
        surroundings
                .publish(tenant, workflow, definition(workflow, "3.0.0", ""))
                .expectStatus()
                .isCreated();

        // Then
        assertThat(started("")).isEqualTo("1.0.0");
        assertThat(started("?version=latest")).isEqualTo("3.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "1.0.0", "Stable", "-x"})
    void shouldRefuseNamesThatMeanSomethingElse(String alias) {
        // When
        WebTestClient.ResponseSpec answer = set(alias, "1.0.0");

        // Then
        answer.expectStatus().isEqualTo(422);
    }

    @Test
    void shouldRefuseAVersionThatIsNotThere() {
        // When
        WebTestClient.ResponseSpec answer = set("stable", "9.0.0");

        // Then
        answer.expectStatus().isEqualTo(422);
    }
}
