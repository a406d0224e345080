package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.http.EndpointGroup;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What everybody meets at the door: problems, headers, health, the description of the API. */
@ExtendWith(SharedSurroundings.class)
class DoorstepIT {
    private final Surroundings surroundings;

    DoorstepIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /no/such/page, 404",
        "GET, /v1/nothing, 404",
        "POST, /v1/info, 405",
        "PATCH, /v1/tenants/default, 405",
        "GET, /hooks/only-a-tenant, 404",
        "GET, /actuator/env, 401",
        "GET, /subjects/none/versions, 404",
        "GET, /schemas/ids/0, 404",
    })
    void shouldAnswerEveryErrorAsAProblem(String method, String path, int status) {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer =
                client.method(HttpMethod.valueOf(method)).uri(path).exchange();

        // Then
        answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .value(String.class, type -> assertThat(type).startsWith("urn:millrace:problem:"))
                .jsonPath("$.title")
                .exists()
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.detail")
                .exists()
                .jsonPath("$.instance")
                .isEqualTo(path)
                .jsonPath("$.trace")
                .doesNotExist();
    }

    @Test
    void shouldSayWhichMethodsAPathTakes() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer =
                client.patch().uri("/v1/tenants/default").exchange();

        // Then
        answer.expectHeader().valueEquals("Allow", "DELETE, GET, HEAD, PUT");
    }

    @Test
    void shouldRefuseAPathThatTriesToLeave() throws IOException {
        // Given
        String request = "GET /v1/..;/actuator HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        // When
        String answer = surroundings.raw(request);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/v1/tenants/default/workflows/none/runs, 404", "/v1/tenants/default/events, 413", "/no/such/page, 404"
    })
    void shouldTakeTheNextRequestAfterARefusalThatLeftTheBodyUnread(String path, int status) {
        // Given
        WebTestClient client = surroundings.platform();
        byte[] large = new byte[5 * 1024 * 1024];

        // When
        for (int i = 0; i < 10; i++) {
            client.post()
                    .uri(path)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(large)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(status);
            client.get().uri("/v1/info").exchange().expectStatus().isOk();
        }

        // Then
        client.get().uri("/v1/limits").exchange().expectStatus().isOk();
    }

    @Test
    void shouldAnswerHeadLikeGetWithoutABody() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer = client.head().uri("/v1/info").exchange();

        // Then
        answer.expectStatus().isOk().expectBody().isEmpty();
    }

    @Test
    void shouldSayThatItIsAliveAndReady() {
        // Given
        WebTestClient client = surroundings.anybody();

        // When
        WebTestClient.ResponseSpec answer =
                client.get().uri("/actuator/health/liveness").exchange();

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("UP");
        client.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
    }

    @Test
    void shouldServeMetrics() {
        // Given
        WebTestClient client = surroundings.anybody();

        // When
        WebTestClient.ResponseSpec answer =
                client.get().uri("/actuator/prometheus").exchange();

        // Then
        answer.expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("jvm_memory"));
    }

    @Test
    void shouldSayWhatAndWhereItIs() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        JsonNode about = json(client.get().uri("/v1/info").exchange());

        // Then
        assertThat(about.get("kafka").stringValue()).isEqualTo(surroundings.broker.bootstrapServers());
        assertThat(about.get("topicPrefix").stringValue()).isEqualTo(TOPICS.prefix());
        assertThat(about.get("version").stringValue()).isNotBlank();
    }

    @Test
    void shouldSayItsLimits() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        JsonNode limits = json(client.get().uri("/v1/limits").exchange());

        // Then
        assertThat(limits.get("items"))
                .anySatisfy(limit -> assertThat(limit.toString())
                        .isEqualTo("{\"name\":\"inlineBytes\",\"value\":262144,\"unit\":\"bytes\"}"));
        assertThat(limits.get("items"))
                .anySatisfy(limit -> assertThat(limit.toString())
                        .isEqualTo("{\"name\":\"linkedDocuments\",\"value\":32,\"unit\":\"documents\"}"));
        assertThat(limits.get("items"))
                .anySatisfy(limit -> assertThat(limit.toString())
                        .isEqualTo("{\"name\":\"wait\",\"value\":60,\"unit\":\"seconds\"}"));
    }

    @Test
    void shouldDescribeExactlyThePathsThatThereAre() {
        // Given
        Set<String> served = new TreeSet<>();
        surroundings
                .gateway
                .getBeansOfType(EndpointGroup.class)
                .values()
                .forEach(group ->
                        group.endpoints().forEach(endpoint -> served.add(endpoint.method() + " " + endpoint.path())));

        // When
        JsonNode description =
                json(surroundings.anybody().get().uri("/v1/openapi.json").exchange());

        // Then
        Set<String> described = new TreeSet<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(name -> !name.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(served);
        assertThat(description.get("openapi").stringValue()).startsWith("3.1");
    }

    @Test
    void shouldServeSchemasInTheFormOfARegistry() {
        // Given
        WebTestClient client = surroundings.platform();
        String subject = TOPICS.audit() + "-value";

        // When
        JsonNode latest = json(
                client.get().uri("/subjects/{subject}/versions/latest", subject).exchange());

        // Then
        JsonNode byId = json(client.get()
                .uri("/schemas/ids/{id}", latest.get("id").intValue())
                .exchange());
        assertThat(new Schema.Parser().parse(byId.get("schema").stringValue()).getFullName())
                .isEqualTo("io.millrace.records.AuditRecord");
        assertThat(json(client.get().uri("/subjects").exchange()).toString()).contains(subject);
        assertThat(json(client.get()
                                .uri("/subjects/{subject}/versions", subject)
                                .exchange())
                        .toString())
                .contains(latest.get("version").toString());
    }

    @Test
    void shouldAskForAKeyToSchemasUnlessTheyArePublic() {
        // Given
        surroundings.anybody().get().uri("/subjects").exchange().expectStatus().isUnauthorized();
        try (ConfigurableApplicationContext open = surroundings.start("millrace.gateway.public-schemas=true")) {

            // When
            WebTestClient.ResponseSpec answer =
                    Surroundings.anybody(open).get().uri("/subjects").exchange();

            // Then
            answer.expectStatus().isOk();
        }
    }
}
