package io.millrace.executor.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepKey;
import io.millrace.executor.step.StepOutcome;
import io.millrace.schemas.RunId;
import io.millrace.schemas.SecretReferences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeepingHandlerTest {
    private static final String TOKEN = "t0ken/with \"odd\" signs";
    private static final String REFERENCE = SecretReferences.to("token");
    private static final Map<String, String> VALUES = Map.of(
            "acme/token",
            TOKEN,
            "acme/db",
            "{\"user\": \"ann\", \"port\": 54321, \"deep\": {\"a/b\": \"bottom\"}}",
            "acme/pin",
            "123",
            "other/theirs",
            "of another tenant");

    private final List<String> seen = new ArrayList<>();

    private StepOutcome perform(String arguments, Function<String, StepOutcome> work) {
        return perform(arguments, Set.of("token", "db", "pin", "theirs"), work);
    }

    private StepOutcome perform(String arguments, Set<String> declared, Function<String, StepOutcome> work) {
        StepHandler handler = new StepHandler() {
            @Override
            public String kind() {
                return "work";
            }

            @Override
            public CompletionStage<StepOutcome> perform(Step step) {
                seen.add(step.arguments());
                return CompletableFuture.completedFuture(work.apply(step.arguments()));
            }
        };
        return new SecretKeepingHandler(handler, (tenant, name) -> VALUES.get(tenant + "/" + name))
                .perform(step(arguments, declared))
                .toCompletableFuture()
                .join();
    }

    private static Step step(String arguments, Set<String> declared) {
        StepKey key = new StepKey(new RunId(1, 1), 1, 1);
        return new Step("acme", key, "w", "t", "/do/0/t", "work", arguments, null, null, declared);
    }

    private static String json(String text) {
        return StepJson.MAPPER.writeValueAsString(text);
    }

    @Test
    void shouldGiveTheHandlerValuesInThePlaceOfReferences() {
        // Given
        String arguments = StepJson.MAPPER
                .createObjectNode()
                .put("whole", REFERENCE)
                .put("joined", "Bearer " + REFERENCE)
                .put("pair", SecretReferences.base64("u:" + REFERENCE))
                .put("field", SecretReferences.to("db", "user") + ":" + SecretReferences.to("db", "port"))
                .put("deep", SecretReferences.to("db", "deep/a~1b"))
                .put(REFERENCE, 1)
                .toString();

        // When
        perform(arguments, StepOutcome.Succeeded::new);

        // Then
        assertThat(StepJson.MAPPER.readTree(seen.getFirst()))
                .isEqualTo(StepJson.MAPPER
                        .createObjectNode()
                        .put("whole", TOKEN)
                        .put("joined", "Bearer " + TOKEN)
                        .put(
                                "pair",
                                Base64.getEncoder().encodeToString(("u:" + TOKEN).getBytes(StandardCharsets.UTF_8)))
                        .put("field", "ann:54321")
                        .put("deep", "bottom")
                        .put(TOKEN, 1));
    }

    @Test
    void shouldReferAgainToWhatTheCalleeRepeats() {
        // Given
        String encoded = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8));
        String inside = Base64.getEncoder().encodeToString(("user:" + TOKEN).getBytes(StandardCharsets.UTF_8));

        // When
        StepOutcome outcome = perform(
                "{\"a\": " + json(REFERENCE) + "}",
                _ -> new StepOutcome.Succeeded("[" + json("got " + TOKEN) + "," + json(encoded) + ","
                        + json("t0ken%2Fwith%20%22odd%22%20signs") + "," + json(inside) + ",{" + json(TOKEN) + ":1},"
                        + json(json(TOKEN)) + "]"));

        // Then
        String output = ((StepOutcome.Succeeded) outcome).output();
        assertThat(output)
                .contains("got " + REFERENCE)
                .contains(SecretReferences.base64(REFERENCE))
                .contains(SecretReferences.uri(REFERENCE))
                .doesNotContain("t0ken")
                .doesNotContain(inside.substring(8, 24));
        assertThat(StepJson.MAPPER.readTree(output).get(4).has(REFERENCE)).isTrue();
    }

    @Test
    void shouldReferAgainToANumber() {
        // When
        StepOutcome outcome = perform(
                "{\"a\": " + json(SecretReferences.to("db", "port")) + "}",
                _ -> new StepOutcome.Succeeded("{\"port\": 54321, \"other\": 5}"));

        // Then
        assertThat(((StepOutcome.Succeeded) outcome).output())
                .isEqualTo("{\"port\":\"" + SecretReferences.to("db", "port") + "\",\"other\":5}");
    }

    @Test
    void shouldKeepSecretsOutOfErrorsAndDefects() {
        // Given
        String arguments = "{\"a\": " + json(REFERENCE) + "}";

        // When
        StepOutcome failed =
                perform(arguments, given -> StepOutcome.refused(StepError.configuration("cannot do " + TOKEN + given)));
        Throwable refused = thrown(arguments, new RefusedException(StepError.configuration("not " + TOKEN)));
        Throwable broken =
                thrown(arguments, new IllegalArgumentException(TOKEN, new IllegalStateException("cause " + TOKEN)));

        // Then
        assertThat(((StepOutcome.Failed) failed).error().detail())
                .startsWith("cannot do " + REFERENCE)
                .doesNotContain("t0ken");
        assertThat(refused).isInstanceOf(RefusedException.class).hasMessage("not " + REFERENCE);
        assertThat(broken)
                .hasMessage("java.lang.IllegalArgumentException: " + REFERENCE)
                .hasNoCause();
    }

    private Throwable thrown(String arguments, RuntimeException failure) {
        try {
            perform(arguments, _ -> {
                throw failure;
            });
            throw new AssertionError("nothing was thrown");
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (RuntimeException e) {
            return e;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            missing        => has no secret 'missing'
            theirs         => has no secret 'theirs'
            undeclared     => must not use the secret 'undeclared'
            token/field    => 'token' is no JSON object
            db/nothing     => 'db' has no field 'nothing'
            """)
    void shouldRefuseSecretsThatAreNotThere(String reference, String reason) {
        // Given
        String arguments = "{\"a\": " + json("\uFDD0" + reference + "\uFDD1") + "}";

        // When, Then
        assertThatThrownBy(() ->
                        perform(arguments, Set.of("missing", "theirs", "token", "db"), StepOutcome.Succeeded::new))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.error().status()).isEqualTo(403);
                    assertThat(refused.error().detail()).contains(reason).doesNotContain("t0ken");
                });
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\uFDD0token\uFDD1\"", "\"a\\ufdd0token\\uFDD1\""})
    void shouldTakeNothingForAReferenceThatACalleeAnswers(String forged) {
        // When
        StepOutcome plain = perform("{}", _ -> new StepOutcome.Succeeded(forged));
        StepOutcome withSecret = perform("{\"a\": " + json(REFERENCE) + "}", _ -> new StepOutcome.Succeeded(forged));

        // Then
        assertThat(plain).isEqualTo(new StepOutcome.Succeeded("\"a\uFFFDtoken\uFFFD\""));
        assertThat(withSecret).isEqualTo(new StepOutcome.Succeeded("\"a\uFFFDtoken\uFFFD\""));
    }

    @Test
    void shouldNotTakeShortValuesOutOfEverything() {
        // When
        StepOutcome outcome = perform(
                "{\"a\": " + json(SecretReferences.to("pin")) + "}", _ -> new StepOutcome.Succeeded("\"x123y\""));

        // Then
        assertThat(outcome).isEqualTo(new StepOutcome.Succeeded("\"x123y\""));
    }

    @Test
    void shouldCancelTheWorkWithTheStage() {
        // Given
        CompletableFuture<StepOutcome> work = new CompletableFuture<>();
        StepHandler endless = new StepHandler() {
            @Override
            public String kind() {
                return "work";
            }

            @Override
            public CompletionStage<StepOutcome> perform(Step step) {
                return work;
            }
        };
        CompletableFuture<StepOutcome> stage = new SecretKeepingHandler(endless, (_, _) -> TOKEN)
                .perform(step("{}", Set.of()))
                .toCompletableFuture();

        // When
        stage.cancel(true);

        // Then
        assertThat(work).isCancelled();
    }
}
