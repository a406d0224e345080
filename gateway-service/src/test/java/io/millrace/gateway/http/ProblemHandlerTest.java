package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class ProblemHandlerTest {
    // No word that the log of another thread might hold by chance.
    private static final String TOKEN = "q7Zx-9Lk2-vB4m";

    private static final String PATH = "/v1/tenants/t/callbacks/" + TOKEN;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Stream<Throwable> failures() {
        return Stream.of(
                Refused.missing("Nobody waits."),
                Refused.unavailable("Ask again.", new IllegalStateException("failed at " + PATH)),
                // Spring marks the failures of every request so.
                Mono.error(new IllegalStateException("broken"))
                        .checkpoint("HTTP POST \"" + PATH + "\"")
                        .onErrorResume(Mono::just)
                        .cast(Throwable.class)
                        .block(PATIENCE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldShowATokenNeitherInTheProblemNorInTheLog(Throwable failure, CapturedOutput output) {
        // Given
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post(PATH));

        // When
        new ProblemHandler().handle(exchange, failure).block(PATIENCE);

        // Then
        String body = exchange.getResponse().getBodyAsString().block(PATIENCE);
        assertThat(body)
                .contains("\"instance\":\"/v1/tenants/t/callbacks/***\"")
                .doesNotContain(TOKEN);
        assertThat(output.getAll()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldKeepATokenFromTheLogOfAFailureBehindTheAnswer(Throwable failure, CapturedOutput output) {
        // Given
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post(PATH));
        exchange.getResponse().setComplete().block(PATIENCE);

        // When
        new ProblemHandler().handle(exchange, failure).block(PATIENCE);

        // Then
        assertThat(output.getAll()).contains("callbacks/***").doesNotContain(TOKEN);
    }
}
