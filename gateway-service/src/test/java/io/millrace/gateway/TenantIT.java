package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static io.millrace.gateway.Surroundings.unique;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import io.millrace.records.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Tenants come, change and go. */
@ExtendWith(SharedSurroundings.class)
class TenantIT {
    private final Surroundings surroundings;

    TenantIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private WebTestClient.ResponseSpec put(String tenant, String settings) {
        return surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}", tenant)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(settings)
                .exchange();
    }

    @Test
    void shouldMakeTheDefaultTenantWithAllPartitionsWhenItIsWanted() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        var tenant = json(client.get().uri("/v1/tenants/default").exchange());

        // Then
        assertThat(tenant.get("shardWidth").intValue()).isEqualTo(TOPICS.partitions());
    }

    @Test
    void shouldListEveryTenantToThePlatformInPages() {
        // Given
        String name = surroundings.tenant();
        surroundings.tenant();
        WebTestClient client = surroundings.platform();

        // When
        JsonNode first = json(client.get().uri("/v1/tenants?limit=1").exchange());

        // Then
        assertThat(first.get("items")).hasSize(1);
        JsonNode rest = json(client.get()
                .uri("/v1/tenants?limit=500&cursor={cursor}", first.get("next").stringValue())
                .exchange());
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(rest.get("items")).doesNotContain(first.get("items").get(0));
        assertThat(List.of(first, rest))
                .flatExtracting(part -> part.get("items").valueStream().toList())
                .contains(json(client.get().uri("/v1/tenants/{tenant}", name).exchange()));
    }

    @Test
    void shouldListItsOwnTenantAloneToAnyOtherKey() {
        // Given
        String name = surroundings.tenant();
        String key = surroundings.key(name, "viewer");

        // When
        JsonNode list = json(surroundings.with(key).get().uri("/v1/tenants").exchange());

        // Then
        assertThat(list.get("items"))
                .singleElement()
                .satisfies(
                        tenant -> assertThat(tenant.get("name").stringValue()).isEqualTo(name));
        assertThat(list.get("next").isNull()).isTrue();
    }

    @Test
    void shouldMakeATenantAndWriteItToItsTopic() {
        // Given
        String name = unique("shop");

        // When
        WebTestClient.ResponseSpec answer = put(name, """
                {"displayName": "Shop", "quotas": {"startsPerSecond": 50}, "shardWidth": 3, "weight": 7,
                 "egress": {"allow": ["10.0.0.0/8", "shop.internal"]}}""");

        // Then
        answer.expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/v1/tenants/" + name)
                .expectHeader()
                .exists("ETag")
                .expectBody()
                .jsonPath("$.quotas.startsPerSecond")
                .isEqualTo(50)
                .jsonPath("$.egress.allow[1]")
                .isEqualTo("shop.internal");
        assertThat(surroundings.<Tenant>read(TOPICS.tenants(), 1, name))
                .singleElement()
                .satisfies(
                        written -> assertThat(written.value().getShardWidth()).isEqualTo(3));
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), name))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.value().getKind()).isEqualTo("tenant.changed");
                    assertThat(act.value().getActor()).isEqualTo("platform0");
                });
    }

    @Test
    void shouldWriteNothingWhenNothingChanges() {
        // Given
        String name = unique("shop");
        put(name, "{\"weight\": 2}").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = put(name, "{\"weight\": 2}");

        // Then
        answer.expectStatus().isOk();
        assertThat(surroundings.<Tenant>read(TOPICS.tenants(), 1, name)).hasSize(1);
    }

    @Test
    void shouldSayEverythingThatIsWrongAtOnce() {
        // Given
        String settings = """
                {
                  "shardWidth": 9,
                  "weight": "heavy",
                  "colour": "red",
                  "egress": {"allow": ["10.0.0.0/33"]}
                }""";

        // When
        WebTestClient.ResponseSpec answer = put(unique("shop"), settings);

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[?(@.pointer == '/shardWidth')].line")
                .isEqualTo(2)
                .jsonPath("$.errors[?(@.pointer == '/weight')].line")
                .isEqualTo(3)
                .jsonPath("$.errors[?(@.pointer == '/colour')].column")
                .isEqualTo(3)
                .jsonPath("$.errors[?(@.pointer == '/egress/allow/0')].line")
                .isEqualTo(5);
    }

    @Test
    void shouldRefuseANameThatNoTopicKeyCanHold() {
        // Given
        String name = "Not_A_Label";

        // When
        WebTestClient.ResponseSpec answer = put(name, "{}");

        // Then
        answer.expectStatus().isEqualTo(422);
    }

    @Test
    void shouldRefuseAChangeOfAStateThatIsOver() {
        // Given
        String name = unique("shop");
        String etag =
                put(name, "{}").returnResult(Void.class).getResponseHeaders().getETag();
        put(name, "{\"weight\": 2}").expectStatus().isOk();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}", name)
                .header("If-Match", requireNonNull(etag))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"weight\": 3}")
                .exchange();

        // Then
        answer.expectStatus().isEqualTo(412);
        assertThat(json(surroundings
                                .platform()
                                .get()
                                .uri("/v1/tenants/{tenant}", name)
                                .exchange())
                        .get("weight")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void shouldChangeTheStateThatWasRead() {
        // Given
        String name = unique("shop");
        put(name, "{}").expectStatus().isCreated();
        String etag = surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}", name)
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}", name)
                .header("If-Match", requireNonNull(etag))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"weight\": 3}")
                .exchange();

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.weight").isEqualTo(3);
    }

    @Test
    void shouldNotReplaceWhatMustNotExist() {
        // Given
        String name = unique("shop");
        put(name, "{}").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}", name)
                .header("If-None-Match", "*")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange();

        // Then
        answer.expectStatus().isEqualTo(412);
    }

    @Test
    void shouldTakeKeysTriggersSecretsAndWorkflowsAwayWithTheTenant() {
        // Given
        String name = surroundings.tenant();
        String workflow = surroundings.workflow(name);
        String key = surroundings.key(name, "admin");

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .delete()
                .uri("/v1/tenants/{tenant}", name)
                .exchange();

        // Then
        answer.expectStatus().isNoContent();
        surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}", name)
                .exchange()
                .expectStatus()
                .isNotFound();
        surroundings.with(key).get().uri("/v1/info").exchange().expectStatus().isUnauthorized();
        put(name, "{}").expectStatus().isCreated();
        surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}", name, workflow)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void shouldAnswerThatThereIsNothingToDelete() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer =
                client.delete().uri("/v1/tenants/no-such-tenant").exchange();

        // Then
        answer.expectStatus().isNotFound();
    }
}
