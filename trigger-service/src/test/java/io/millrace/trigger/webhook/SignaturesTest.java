package io.millrace.trigger.webhook;

import static io.millrace.trigger.webhook.Samples.BODY;
import static io.millrace.trigger.webhook.Samples.NOW;
import static io.millrace.trigger.webhook.Samples.SECRET;
import static io.millrace.trigger.webhook.Samples.STANDARD_SECRET;
import static io.millrace.trigger.webhook.Samples.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.trigger.definition.Authentication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
    private static final Authenticity PROVEN = new Authenticity.Proven();
    private static final Authenticity WRONG = new Authenticity.Doubted(RefusalCode.SIGNATURE_WRONG);
    private static final Authenticity MISSING = new Authenticity.Doubted(RefusalCode.SIGNATURE_MISSING);
    private static final Authenticity TOO_FAR = new Authenticity.Doubted(RefusalCode.TIMESTAMP_OUTSIDE_TOLERANCE);
    private static final Authenticity NO_SECRET = new Authenticity.Doubted(RefusalCode.SECRET_UNAVAILABLE);

    record Signed(Authentication authentication, SecretValue secret, Map<String, String> headers) {}

    static Stream<Signed> everyScheme() {
        return Stream.concat(
                signingSchemes(),
                Stream.of(
                        new Signed(
                                new Authentication.Token("s", null),
                                SECRET,
                                Map.of("Authorization", "Bearer river-and-wheel")),
                        new Signed(
                                new Authentication.Token("s", "X-Token"),
                                SECRET,
                                Map.of("x-token", "river-and-wheel"))));
    }

    static Stream<Signed> signingSchemes() {
        return Stream.concat(timedSchemes(), Stream.of(new Signed(Samples.GITHUB_SCHEME, SECRET, Samples.GITHUB)));
    }

    static Stream<Signed> timedSchemes() {
        return Stream.of(
                new Signed(Samples.STRIPE_SCHEME, SECRET, Samples.STRIPE),
                new Signed(Samples.SLACK_SCHEME, SECRET, Samples.SLACK),
                new Signed(Samples.STANDARD_SCHEME, STANDARD_SECRET, Samples.STANDARD));
    }

    @ParameterizedTest
    @MethodSource("everyScheme")
    void shouldBelieveWhoKnowsTheSecret(Signed signed) {
        // When
        Authenticity authenticity =
                Signatures.check(signed.authentication(), delivery(signed.headers(), BODY), signed.secret(), NOW);

        // Then
        assertThat(authenticity).isEqualTo(PROVEN);
    }

    @ParameterizedTest
    @MethodSource("signingSchemes")
    void shouldNotBelieveAChangedBody(Signed signed) {
        // When
        Authenticity authenticity = Signatures.check(
                signed.authentication(),
                delivery(signed.headers(), BODY.replace("1200", "1201")),
                signed.secret(),
                NOW);

        // Then
        assertThat(authenticity).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @MethodSource("everyScheme")
    void shouldNotBelieveWhoKnowsAnotherSecret(Signed signed) {
        // Given
        SecretValue another = new SecretValue("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcA");

        // When
        Authenticity authenticity =
                Signatures.check(signed.authentication(), delivery(signed.headers(), BODY), another, NOW);

        // Then
        assertThat(authenticity).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @MethodSource("everyScheme")
    void shouldNotBelieveWhoSignsNothing(Signed signed) {
        // When
        Authenticity authenticity =
                Signatures.check(signed.authentication(), delivery(Map.of(), BODY), signed.secret(), NOW);

        // Then
        assertThat(authenticity).isEqualTo(MISSING);
    }

    @ParameterizedTest
    @MethodSource("everyScheme")
    void shouldNotBelieveAHeaderThatIsThereTwice(Signed signed) {
        // Given
        Map<String, List<String>> twice = new HashMap<>();
        signed.headers().forEach((name, value) -> twice.put(name, List.of(value, value)));

        // When
        Authenticity authenticity = Signatures.check(
                signed.authentication(),
                new Delivery("POST", twice, BODY.getBytes(StandardCharsets.UTF_8)),
                signed.secret(),
                NOW);

        // Then
        assertThat(authenticity).isEqualTo(MISSING);
    }

    @ParameterizedTest
    @MethodSource("everyScheme")
    void shouldBelieveNobodyWithoutASecret(Signed signed) {
        // When
        List<Authenticity> authenticities = Stream.of("", "  ")
                .map(SecretValue::new)
                .map(empty -> check(signed, empty))
                .toList();

        // Then
        assertThat(authenticities).containsOnly(NO_SECRET);
        assertThat(check(signed, null)).isEqualTo(NO_SECRET);
    }

    @ParameterizedTest
    @MethodSource("timedSchemes")
    void shouldNotBelieveARightSignatureFromAnotherTime(Signed signed) {
        // Given
        Duration justWithin = Duration.ofMinutes(5);
        Duration justOutside = Duration.ofSeconds(301);

        // When
        List<Authenticity> within = List.of(checkAt(signed, justWithin), checkAt(signed, justWithin.negated()));
        List<Authenticity> outside = List.of(checkAt(signed, justOutside), checkAt(signed, justOutside.negated()));

        // Then
        assertThat(within).containsOnly(PROVEN);
        assertThat(outside).containsOnly(TOO_FAR);
    }

    @ParameterizedTest
    @MethodSource("timedSchemes")
    void shouldNotBelieveAnotherTimeUnderTheSameSignature(Signed signed) {
        // Given
        Map<String, String> changed = new HashMap<>();
        signed.headers().forEach((name, value) -> changed.put(name, value.replace("1763683200", "1763683201")));

        // When
        Authenticity authenticity =
                Signatures.check(signed.authentication(), delivery(changed, BODY), signed.secret(), NOW);

        // Then
        assertThat(authenticity).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1763683200.5", "now", "1763683200000000000000"})
    void shouldNotBelieveATimeThatIsNone(String time) {
        // Given
        Map<String, String> headers = new HashMap<>(Samples.SLACK);
        headers.put("X-Slack-Request-Timestamp", time);

        // When
        Authenticity authenticity = Signatures.check(Samples.SLACK_SCHEME, delivery(headers, BODY), SECRET, NOW);

        // Then
        assertThat(authenticity).isEqualTo(MISSING);
    }

    @Test
    void shouldNotBelieveAnotherIdUnderTheSameSignature() {
        // Given
        Map<String, String> headers = new HashMap<>(Samples.STANDARD);
        headers.put("webhook-id", "msg_2");

        // When
        Authenticity authenticity =
                Signatures.check(Samples.STANDARD_SCHEME, delivery(headers, BODY), STANDARD_SECRET, NOW);

        // Then
        assertThat(authenticity).isEqualTo(WRONG);
    }

    @Test
    void shouldFindTheRightOneOfSeveralSignatures() {
        // Given
        String wrong = "00".repeat(32);
        Map<String, String> stripe = Map.of(
                "Stripe-Signature",
                "t=1763683200,v1=" + wrong
                        + ",v0=ignored,v1=a192766517444cac3cba694379851d8556e90fc7c5fb6d50af26967a26a79712");
        Map<String, String> standard = new HashMap<>(Samples.STANDARD);
        standard.put("webhook-signature", "v1a,ignored v1,AAAA " + Samples.STANDARD.get("webhook-signature"));

        // When
        List<Authenticity> authenticities = List.of(
                Signatures.check(Samples.STRIPE_SCHEME, delivery(stripe, BODY), SECRET, NOW),
                Signatures.check(Samples.STANDARD_SCHEME, delivery(standard, BODY), STANDARD_SECRET, NOW));

        // Then
        assertThat(authenticities).containsOnly(PROVEN);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256=, SIGNATURE_WRONG",
        "sha256=zz, SIGNATURE_WRONG",
        "sha256=05a62a, SIGNATURE_WRONG",
        "05a62a868448374af1a12505a9148408e44506bf5b5593ddc7a48c06b57c30f5, SIGNATURE_MISSING",
        "sha1=05a62a868448374af1a12505a9148408e44506bf5b5593ddc7a48c06b57c30f5, SIGNATURE_MISSING"
    })
    void shouldNotBelieveASignatureInAnotherForm(String header, RefusalCode code) {
        // When
        Authenticity authenticity = Signatures.check(
                Samples.GITHUB_SCHEME, delivery(Map.of("X-Hub-Signature-256", header), BODY), SECRET, NOW);

        // Then
        assertThat(authenticity).isEqualTo(new Authenticity.Doubted(code));
    }

    @Test
    void shouldNotTakeATokenOfAnotherKindOfSignIn() {
        // When
        Authenticity authenticity = Signatures.check(
                new Authentication.Token("s", null),
                delivery(Map.of("Authorization", "Basic river-and-wheel"), BODY),
                SECRET,
                NOW);

        // Then
        assertThat(authenticity).isEqualTo(MISSING);
    }

    @Test
    void shouldSayThatAStandardSecretWhichIsNotBase64CannotBeUsed() {
        // When
        Authenticity authenticity = Signatures.check(
                Samples.STANDARD_SCHEME, delivery(Samples.STANDARD, BODY), new SecretValue("whsec_!"), NOW);

        // Then
        assertThat(authenticity).isEqualTo(NO_SECRET);
    }

    @Test
    void shouldBelieveEverybodyWhenTheDefinitionSaysSo() {
        // When
        Authenticity authenticity = Signatures.check(new Authentication.None(), delivery(Map.of(), BODY), null, NOW);

        // Then
        assertThat(authenticity).isEqualTo(PROVEN);
    }

    private static Authenticity check(Signed signed, @Nullable SecretValue secret) {
        return Signatures.check(signed.authentication(), delivery(signed.headers(), BODY), secret, NOW);
    }

    private static Authenticity checkAt(Signed signed, Duration later) {
        return Signatures.check(
                signed.authentication(), delivery(signed.headers(), BODY), signed.secret(), NOW.plus(later));
    }
}
