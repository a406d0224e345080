package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.ApiKey;
import io.millrace.records.AuditRecord;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who gets in, and how far. */
@ExtendWith(SharedSurroundings.class)
class AccessIT {
    private final Surroundings surroundings;
    private String tenant = "";

    AccessIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
    }

    @Test
    void shouldAskForAKeyWhenThereIsNone() {
        // Given
        WebTestClient client = surroundings.anybody();

        // When
        WebTestClient.ResponseSpec answer =
                client.get().uri("/v1/tenants/{tenant}/workflows", tenant).exchange();

        // Then
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer realm=\"millrace\"")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mk_platform0_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "mk_unknown00_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "mk_platform0",
                "not a key"
            })
    void shouldRefuseWrongKeys(String key) {
        // Given
        WebTestClient client = surroundings.with(key);

        // When
        WebTestClient.ResponseSpec answer = client.get().uri("/v1/info").exchange();

        // Then
        answer.expectStatus().isUnauthorized().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldTakeTheKeyInEitherHeader() {
        // Given
        String key = surroundings.key(tenant, "viewer");

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .anybody()
                .get()
                .uri("/v1/info")
                .header("X-Api-Key", key)
                .exchange();

        // Then
        answer.expectStatus().isOk();
        surroundings.with(key).get().uri("/v1/info").exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, GET, /workflows, 200",
        "viewer, POST, /workflows/none/runs, 403",
        "operator, POST, /workflows/none/runs, 404",
        "operator, DELETE, /workflows/none, 403",
        "editor, DELETE, /workflows/none, 404",
        "editor, GET, /keys, 403",
        "admin, GET, /keys, 200",
        "admin, GET, '', 403",
    })
    void shouldLetEachRoleDoWhatItMay(String role, String method, String path, int status) {
        // Given
        WebTestClient client = surroundings.with(surroundings.key(tenant, role));

        // When
        WebTestClient.ResponseSpec answer = client.method(HttpMethod.valueOf(method))
                .uri("/v1/tenants/" + tenant + path)
                .exchange();

        // Then
        answer.expectStatus().isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/workflows", "/keys", "", "/runs/00000000000000000000000000"})
    void shouldNotRevealOtherTenants(String path) {
        // Given
        String other = surroundings.tenant();
        WebTestClient client = surroundings.with(surroundings.key(tenant, "admin"));

        // When
        Map<String, Object> existing = problem(client, "/v1/tenants/" + other + path);

        // Then
        Map<String, Object> missing = problem(client, "/v1/tenants/no-such-tenant" + path);
        assertThat(existing).containsEntry("status", 404).containsEntry("detail", missing.get("detail"));
    }

    private static Map<String, Object> problem(WebTestClient client, String path) {
        Map<String, Object> problem = client.get()
                .uri(path)
                .exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();
        assertThat(problem).isNotNull();
        return problem;
    }

    @Test
    void shouldAnswerAPlatformKeyThatThereIsNoSuchTenant() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer =
                client.get().uri("/v1/tenants/no-such-tenant/workflows").exchange();

        // Then
        answer.expectStatus().isNotFound();
    }

    @Test
    void shouldShowAKeyOnceAndKeepOnlyItsHash() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        var made = json(client.post()
                .uri("/v1/tenants/{tenant}/keys", tenant)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"role\": \"operator\", \"label\": \"till\"}")
                .exchange()
                .expectStatus()
                .isCreated());

        // Then
        String secret = made.get("key")
                .stringValue()
                .substring(made.get("key").stringValue().lastIndexOf('_') + 1);
        var list = json(client.get().uri("/v1/tenants/{tenant}/keys", tenant).exchange());
        assertThat(list.toString())
                .contains(made.get("id").stringValue(), "till", "operator")
                .doesNotContain(secret);
        assertThat(surroundings.<ApiKey>read(TOPICS.keys(), 1, tenant))
                .singleElement()
                .satisfies(stored -> assertThat(stored.value().toString()).doesNotContain(secret));
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant)).anySatisfy(act -> {
            assertThat(act.value().getKind()).isEqualTo("key.created");
            assertThat(act.value().toString()).doesNotContain(secret);
        });
    }

    @Test
    void shouldLetNobodyInWithADeletedKey() {
        // Given
        String key = surroundings.key(tenant, "viewer");
        String id = key.split("_", -1)[1];
        surroundings.with(key).get().uri("/v1/info").exchange().expectStatus().isOk();

        // When
        surroundings
                .platform()
                .delete()
                .uri("/v1/tenants/{tenant}/keys/{id}", tenant, id)
                .exchange()
                .expectStatus()
                .isNoContent();

        // Then
        surroundings.with(key).get().uri("/v1/info").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void shouldNotLetAKeyMakeOneThatMayMore() {
        // Given
        WebTestClient client = surroundings.with(surroundings.key(tenant, "admin"));

        // When
        WebTestClient.ResponseSpec answer = client.post()
                .uri("/v1/tenants/{tenant}/keys", tenant)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"role\": \"platform-admin\"}")
                .exchange();

        // Then
        answer.expectStatus().isForbidden();
    }

    @Test
    void shouldMakeOneKeyForARepeatedRequest() {
        // Given
        WebTestClient.RequestHeadersSpec<?> request = surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/keys", tenant)
                .header("Idempotency-Key", "once")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"role\": \"viewer\"}");
        var first = json(request.exchange());

        // When
        var second = json(request.exchange());

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(surroundings.<ApiKey>read(TOPICS.keys(), 1, tenant)).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherBodyUnderTheSameIdempotencyKey() {
        // Given
        WebTestClient.RequestBodySpec request = surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/keys", tenant)
                .header("Idempotency-Key", "reused")
                .contentType(MediaType.APPLICATION_JSON);
        request.bodyValue("{\"role\": \"viewer\"}").exchange().expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer =
                request.bodyValue("{\"role\": \"editor\"}").exchange();

        // Then
        answer.expectStatus().isEqualTo(422);
    }
}
