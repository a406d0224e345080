package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Definitions are published, or refused with every reason. */
@ExtendWith(SharedSurroundings.class)
class PublishingIT {
    private final Surroundings surroundings;
    private String tenant = "";
    private String name = "";

    PublishingIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
        name = unique("workflow");
    }

    private WebTestClient.ResponseSpec publish(String version, String more) {
        return surroundings.publish(tenant, name, definition(name, version, more));
    }

    private WebTestClient.ResponseSpec put(String query, String version, String more) {
        return surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}/workflows/{name}" + query, tenant, name)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(definition(name, version, more))
                .exchange();
    }

    private WebTestClient.ResponseSpec get(String more) {
        return surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/workflows/{name}" + more, tenant, name)
                .exchange();
    }

    @Test
    void shouldPublishANewVersion() {
        // Given
        String version = "1.0.0";

        // When
        WebTestClient.ResponseSpec answer = publish(version, "");

        // Then
        answer.expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/v1/tenants/" + tenant + "/workflows/" + name)
                .expectBody()
                .jsonPath("$.namespace")
                .isEqualTo("test")
                .jsonPath("$.name")
                .isEqualTo(name)
                .jsonPath("$.version")
                .isEqualTo("1.0.0")
                .jsonPath("$.hash")
                .value(String.class, hash -> assertThat(hash).hasSize(64));
        assertThat(surroundings.<Definition>read(TOPICS.definitions(), 1, tenant))
                .singleElement()
                .satisfies(written -> {
                    assertThat(written.key()).startsWith(tenant + "/" + name + "/1.0.0/");
                    assertThat(((PublishedVersion) written.value().getContent()).getSource())
                            .isEqualTo(definition(name, "1.0.0", ""));
                });
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant)).anySatisfy(act -> {
            assertThat(act.value().getKind()).isEqualTo("workflow.published");
            assertThat(act.value().getWorkflow()).isEqualTo(name);
            assertThat(act.value().getVersion()).isEqualTo("1.0.0");
        });
    }

    @Test
    void shouldTakeYaml() {
        // Given
        String definition = definition(name, "1.0.0", "");

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name)
                .header("Content-Type", "application/yaml")
                .bodyValue(definition)
                .exchange();

        // Then
        answer.expectStatus().isCreated();
    }

    @Test
    void shouldWriteNothingForTheSameContent() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", "");

        // Then
        answer.expectStatus().isOk();
        assertThat(surroundings.<Definition>read(TOPICS.definitions(), 1, tenant))
                .hasSize(1);
    }

    @Test
    void shouldRefuseOtherContentUnderTheSameVersion() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", ", \"changed\": true");

        // Then
        answer.expectStatus().isEqualTo(409).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldRaiseThePatchNumberWhenAskedTo() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();
        publish("1.2.3", "").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = put("?autoVersion=true", "1.0.0", ", \"changed\": true");

        // Then
        answer.expectStatus().isCreated().expectBody().jsonPath("$.version").isEqualTo("1.2.4");
    }

    @Test
    void shouldNotRaiseTheNumberTwiceForTheSameContent() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();
        put("?autoVersion=true", "1.0.0", ", \"changed\": true").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = put("?autoVersion=true", "1.0.0", ", \"changed\": true");

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.version").isEqualTo("1.0.1");
    }

    @Test
    void shouldShowEveryErrorOfADefinition() {
        // Given
        String problems = ", \"problems\": 2";

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", problems);

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(2)
                .jsonPath("$.errors[1].pointer")
                .isEqualTo("/do/2")
                .jsonPath("$.errors[1].line")
                .isEqualTo(2)
                .jsonPath("$.errors[1].column")
                .isEqualTo(4)
                .jsonPath("$.errors[1].detail")
                .isEqualTo("Task 2 is not known.");
    }

    @Test
    void shouldRefuseADocumentOfAnotherName() {
        // Given
        String definition = definition("other", "1.0.0", "");

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(tenant, name, definition);

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/document/name");
    }

    @Test
    void shouldKeepANameInOneNamespace() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();
        String elsewhere = definition(name, "2.0.0", "").replace("\"test\"", "\"elsewhere\"");

        // When
        WebTestClient.ResponseSpec answer = surroundings.publish(tenant, name, elsewhere);

        // Then
        answer.expectStatus().isEqualTo(409);
    }

    @Test
    void shouldOnlyCheckInADryRun() {
        // Given
        String query = "?dryRun=true";

        // When
        WebTestClient.ResponseSpec answer = put(query, "1.0.0", "");

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.version").isEqualTo("1.0.0");
        get("").expectStatus().isNotFound();
    }

    @Test
    void shouldAskToComeBackWhenNobodyChecks() {
        // Given
        String silent = ", \"silent\": true";

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", silent);

        // Then
        answer.expectStatus().isEqualTo(503).expectHeader().valueEquals("Retry-After", "5");
    }

    @Test
    void shouldPublishADefinitionOfNearlyAMebibyte() {
        // Given
        String large = ", \"text\": \"" + "x".repeat(1024 * 1024 - 1000) + "\"";

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", large);

        // Then
        answer.expectStatus().isCreated();
    }

    @Test
    void shouldRefuseADefinitionOfMoreThanAMebibyte() {
        // Given
        String large = ", \"text\": \"" + "x".repeat(1024 * 1024) + "\"";

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", large);

        // Then
        answer.expectStatus().isEqualTo(413).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldRefuseOtherMediaTypes() {
        // Given
        WebTestClient.RequestBodySpec request =
                surroundings.platform().put().uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name);

        // When
        WebTestClient.ResponseSpec answer = request.contentType(MediaType.APPLICATION_XML)
                .bodyValue("<definition/>")
                .exchange();

        // Then
        answer.expectStatus().isEqualTo(415);
    }

    @Test
    void shouldTryADraftWithoutAnybodyElseNoticing() {
        // Given
        publish("1.2.0", "").expectStatus().isCreated();

        // When
        publish("1.3.0-try.4f2a91c0", ", \"changed\": true").expectStatus().isCreated();

        // Then
        get("").expectBody()
                .jsonPath("$.version")
                .isEqualTo("1.2.0")
                .jsonPath("$.aliases.latest")
                .isEqualTo("1.2.0");
        get("?version=1.3.0-try.4f2a91c0").expectStatus().isOk();
        get("/versions").expectBody().jsonPath("$.items[*].version").isEqualTo(List.of("1.3.0-try.4f2a91c0", "1.2.0"));
    }

    @Test
    void shouldStartADraftOfAWorkflowThatHasNoReleaseByNamingItAlone() {
        // Given
        publish("1.0.0-try.4f2a91c0", "").expectStatus().isCreated();
        WebTestClient client = surroundings.platform();
        String runs = "/v1/tenants/{tenant}/workflows/{name}/runs";

        // When
        WebTestClient.ResponseSpec named = client.post()
                .uri(runs + "?version=1.0.0-try.4f2a91c0", tenant, name)
                .exchange();

        // Then
        named.expectStatus().isAccepted();
        client.post().uri(runs, tenant, name).exchange().expectStatus().isNotFound();
        client.get()
                .uri("/v1/tenants/{tenant}/workflows", tenant)
                .exchange()
                .expectBody()
                .jsonPath("$.items")
                .isEmpty();
    }

    @Test
    void shouldGuardAgainstLostUpdates() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name)
                .header("If-Match", "\"0000\"")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(definition(name, "1.0.1", ""))
                .exchange();

        // Then
        answer.expectStatus().isEqualTo(412);
    }
}
