package io.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import io.millrace.schemas.SecretReferences;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Steps that use secrets, from the command to the result. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {
    private static final String VALUE = "the v4lue of the secret";

    private static final Queue<String> RECEIVED = new ConcurrentLinkedQueue<>();
    private static Workshop workshop;
    private static DisposableServer callee;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        // Says everything that it is told, in every way.
        callee = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            String key = String.valueOf(request.requestHeaders().get("X-Key"));
                            RECEIVED.add(key + " " + request.uri() + " " + body);
                            return Mono.from(response.status(request.uri().startsWith("/fail") ? 500 : 200)
                                    .header("X-Echo", key)
                                    .header("Content-Type", "text/plain")
                                    .sendString(Mono.just(key + request.uri() + body)));
                        }))
                .bindNow();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.secret("acme", "key", VALUE);
        workshop.secret("acme", "unused", "never named");
        workshop.executor();
    }

    @AfterAll
    static void stop() {
        workshop.close();
        callee.disposeNow();
    }

    private static StepCommand.Builder call(String path, String reference) {
        return Workshop.command("acme", 0, "http", """
                {"method": "POST", "endpoint": "http://127.0.0.1:%d%s", "headers": {"X-Key": "%s"},
                 "body": {"key": "%s"}, "output": "response"}
                """.formatted(callee.port(), path, reference, reference));
    }

    @Test
    void shouldShowASecretToTheCalleeAlone(CapturedOutput log) {
        // Given
        String reference = SecretReferences.to("key");
        String path = "/x/" + SecretReferences.uri(reference);
        RECEIVED.clear();

        // When
        String output = workshop.output(workshop.give(call(path, reference).setSecrets(List.of("key"))));
        Problem failure = workshop.failure(workshop.give(call("/fail/" + SecretReferences.uri(reference), reference)
                        .setSecrets(List.of("key"))))
                .getError();

        // Then
        assertThat(RECEIVED)
                .hasSize(2)
                .allSatisfy(received -> assertThat(received)
                        .contains(VALUE)
                        .contains("the%20v4lue%20of%20the%20secret")
                        .contains("{\"key\":\"" + VALUE + "\"}"));
        assertThat(output).contains(reference).doesNotContain("v4lue");
        assertThat(failure.getDetail())
                .contains(SecretReferences.uri(reference))
                .doesNotContain("v4lue");
        assertThat(log.getAll()).doesNotContain("v4lue");
        for (String topic : List.of(
                workshop.topics().stepCommands(),
                workshop.topics().runInputs(),
                workshop.topics().secrets())) {
            assertThat(workshop.records(topic, 1))
                    .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.UTF_8))
                            .doesNotContain("v4lue"));
        }
    }

    @Test
    void shouldRefuseASecretThatIsNotThere() {
        // When
        Problem problem = workshop.failure(
                        workshop.give(call("/", SecretReferences.to("absent")).setSecrets(List.of("absent"))))
                .getError();

        // Then
        assertThat(problem.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(problem.getStatus()).isEqualTo(403);
        assertThat(problem.getDetail()).contains("'absent'");
    }

    @Test
    void shouldResolveNothingThatTheCommandDoesNotName() {
        // When
        Problem problem = workshop.failure(
                        workshop.give(call("/", SecretReferences.to("unused")).setSecrets(List.of("key"))))
                .getError();

        // Then
        assertThat(problem.getStatus()).isEqualTo(403);
        assertThat(problem.getDetail()).contains("'unused'").doesNotContain("never named");
    }
}
