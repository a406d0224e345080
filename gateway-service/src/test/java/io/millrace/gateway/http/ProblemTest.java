package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemTest {
    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(new Refusal.Malformed("d", List.of()), 400),
                Arguments.of(new Refusal.Unauthenticated("d"), 401),
                Arguments.of(new Refusal.Forbidden("d"), 403),
                Arguments.of(new Refusal.Missing("d"), 404),
                Arguments.of(new Refusal.WrongMethod("d", Set.of("GET")), 405),
                Arguments.of(new Refusal.Slow("d"), 408),
                Arguments.of(new Refusal.Conflict("d"), 409),
                Arguments.of(new Refusal.Stale("d"), 412),
                Arguments.of(new Refusal.TooLarge("d"), 413),
                Arguments.of(new Refusal.WrongMediaType("d"), 415),
                Arguments.of(new Refusal.Invalid("d", List.of()), 422),
                Arguments.of(new Refusal.TooFast("d", Duration.ofSeconds(1)), 429),
                Arguments.of(new Refusal.Unavailable("d", Duration.ofSeconds(1)), 503));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void shouldHaveOneStatusForEachRefusal(Refusal refusal, int status) {
        // Given / When
        Problem problem = Problem.of(refusal);

        // Then
        assertThat(problem.status().value()).isEqualTo(status);
        assertThat(Json.parse(problem.body("/path")).get("instance").stringValue())
                .isEqualTo("/path");
    }

    @Test
    void shouldListFlawsWithTheirPlaceWhenItIsKnown() {
        // Given
        Refusal refusal = new Refusal.Invalid("d", List.of(new Flaw("/a", 2, 3, "first"), Flaw.at("/b", "second")));

        // When
        byte[] body = Problem.of(refusal).body("/path");

        // Then
        assertThat(Json.parse(body).get("errors").toString())
                .isEqualTo("[{\"pointer\":\"/a\",\"line\":2,\"column\":3,\"detail\":\"first\"},"
                        + "{\"pointer\":\"/b\",\"detail\":\"second\"}]");
    }

    @Test
    void shouldRoundTheTimeToComeBackUp() {
        // Given
        Refusal refusal = new Refusal.TooFast("d", Duration.ofMillis(1_001));

        // When
        Problem problem = Problem.of(refusal);

        // Then
        assertThat(problem.headers().getFirst("Retry-After")).isEqualTo("2");
    }
}
