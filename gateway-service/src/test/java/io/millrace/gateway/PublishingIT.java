package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.json;
import static io.millrace.gateway.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Definitions are published, found and taken back. */
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

    @Test
    void shouldGiveTheHighestVersionUnlessAnotherIsAsked() {
        // Given
        publish("1.10.0", "").expectStatus().isCreated();
        publish("1.9.0", "").expectStatus().isCreated();

        // When
        var usual = json(get(""));
        var asked = json(get("?version=1.9.0"));

        // Then
        assertThat(usual.get("version").stringValue()).isEqualTo("1.10.0");
        assertThat(usual.get("definition").get("document").get("name").stringValue())
                .isEqualTo(name);
        assertThat(asked.get("version").stringValue()).isEqualTo("1.9.0");
        get("?version=3.0.0").expectStatus().isNotFound();
    }

    @Test
    void shouldListVersionsHighestFirstInParts() {
        // Given
        for (String version : new String[] {"1.0.0", "1.2.0", "1.10.0"}) {
            publish(version, "").expectStatus().isCreated();
        }

        // When
        var first = json(get("/versions?limit=2"));

        // Then
        assertThat(first.get("items").findValuesAsString("version")).containsExactly("1.10.0", "1.2.0");
        var second = json(get("/versions?limit=2&cursor=" + first.get("next").stringValue()));
        assertThat(second.get("items").findValuesAsString("version")).containsExactly("1.0.0");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void shouldListOnlyTheTenantsOwnWorkflowsInParts() {
        // Given
        surroundings.workflow(surroundings.tenant());
        String one = surroundings.workflow(tenant);
        String two = surroundings.workflow(tenant);
        WebTestClient client = surroundings.platform();

        // When
        var first = json(client.get()
                .uri("/v1/tenants/{tenant}/workflows?limit=1", tenant)
                .exchange());

        // Then
        var second = json(client.get()
                .uri(
                        "/v1/tenants/{tenant}/workflows?cursor={cursor}",
                        tenant,
                        first.get("next").stringValue())
                .exchange());
        assertThat(first.get("items").findValuesAsString("name")).hasSize(1);
        assertThat(second.get("items").findValuesAsString("name")).hasSize(1);
        assertThat(first.toString() + second).contains(one, two);
    }

    @Test
    void shouldRefuseAListOfNonsense() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer = client.get()
                .uri("/v1/tenants/{tenant}/workflows?limit=0", tenant)
                .exchange();

        // Then
        answer.expectStatus().isBadRequest();
        client.get()
                .uri("/v1/tenants/{tenant}/workflows?cursor=!", tenant)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void shouldNoLongerFindOrStartADeletedWorkflow() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .delete()
                .uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name)
                .exchange();

        // Then
        answer.expectStatus().isNoContent();
        get("").expectStatus().isNotFound();
        surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/workflows/{name}/runs", tenant, name)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void shouldBringADeletedWorkflowBackWhenItIsPublishedAgain() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();
        surroundings
                .platform()
                .delete()
                .uri("/v1/tenants/{tenant}/workflows/{name}", tenant, name)
                .exchange()
                .expectStatus()
                .isNoContent();

        // When
        WebTestClient.ResponseSpec answer = publish("1.0.0", "");

        // Then
        answer.expectStatus().isCreated();
        get("").expectStatus().isOk();
    }
}
