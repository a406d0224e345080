package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.json;
import static io.millrace.gateway.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Published definitions are found, listed and taken back. */
@ExtendWith(SharedSurroundings.class)
class CatalogIT {
    private final Surroundings surroundings;
    private String tenant = "";
    private String name = "";

    CatalogIT(Surroundings surroundings) {
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

    private WebTestClient.ResponseSpec get(String more) {
        return surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/workflows/{name}" + more, tenant, name)
                .exchange();
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
    void shouldShowWhatTheScheduleWillStart() {
        // Given
        publish("1.0.0", "").expectStatus().isCreated();

        // When
        var schedule = json(get("/schedule?count=2"));

        // Then
        assertThat(schedule.get("version").stringValue()).isEqualTo("1.0.0");
        assertThat(schedule.get("runs")).hasSize(2);
        assertThat(schedule.get("runs").get(1).get("kind").stringValue()).isEqualTo("every");
        assertThat(schedule.get("runs").get(1).get("dueAt").stringValue()).isEqualTo("1970-01-01T00:00:01Z");
        get("/schedule?count=0").expectStatus().isBadRequest();
        get("/schedule?count=1001").expectStatus().isBadRequest();
        name = unique("unknown");
        get("/schedule").expectStatus().isNotFound();
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
