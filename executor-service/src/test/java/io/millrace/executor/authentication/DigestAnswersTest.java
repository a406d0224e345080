package io.millrace.executor.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7616, section 3.9, and what servers send besides. */
class DigestAnswersTest {
    private static final Authentication.Digest MUFASA = new Authentication.Digest("Mufasa", "Circle of Life");
    private static final String NONCES =
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static String challenge(String algorithm, String more) {
        return "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm + ", " + NONCES
                + more;
    }

    private static Authorizing.Refusal refusal(String... challenges) {
        return new Authorizing.Refusal("GET", "/dir/index.html", List.of(challenges));
    }

    private static String parameter(String... challenges) {
        return DigestAnswers.to(refusal(challenges), MUFASA, CLIENT_NONCE)
                .orElseThrow()
                .parameter();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void shouldAnswerAsTheStandardDoes(String algorithm, String response) {
        // When
        String parameter = parameter(challenge(algorithm, ""));

        // Then
        assertThat(parameter)
                .contains("username=\"Mufasa\"")
                .contains("uri=\"/dir/index.html\"")
                .contains("algorithm=" + algorithm)
                .contains("qop=auth, nc=00000001")
                .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                .contains("response=\"" + response + "\"");
    }

    @Test
    void shouldTakeTheStrongestOfSeveralChallenges() {
        // When
        String apart = parameter("Basic realm=\"x\"", challenge("MD5", ""), challenge("SHA-256", ""));
        String together = parameter("Negotiate abc==, " + challenge("MD5", "") + ", " + challenge("SHA-256", ""));

        // Then
        assertThat(apart).contains("algorithm=SHA-256");
        assertThat(together).contains("algorithm=SHA-256");
    }

    @Test
    void shouldHideTheUserWhereTheServerWantsThat() {
        // When
        String parameter = parameter(challenge("SHA-256", ", userhash=true"));

        // Then
        assertThat(parameter).doesNotContain("Mufasa").contains("userhash=true");
    }

    @Test
    void shouldAnswerAServerThatKnowsNoQuality() {
        // When
        String parameter = parameter("Digest realm=\"a \\\"b\\\"\", nonce=\"n\"");

        // Then
        assertThat(parameter)
                .contains("realm=\"a \\\"b\\\"\"")
                .contains("response=\"")
                .doesNotContain("qop=")
                .doesNotContain("cnonce=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"x\"",
                "Digest realm=\"x\"",
                "Digest nonce=\"x\"",
                "Digest realm=\"x\", nonce=\"y\", algorithm=SHA-512-256",
                "Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"",
                "Bearer realm=\"x\", nonce=\"y\"",
                "\"",
                ""
            })
    void shouldNotAnswerWhatItCannot(String challenge) {
        // When
        var answer = DigestAnswers.to(refusal(challenge), MUFASA, CLIENT_NONCE);

        // Then
        assertThat(answer).isEmpty();
    }

    @Test
    void shouldNotBeHeldUpByAHostileChallenge() {
        // Given
        String hostile = "Digest realm=\"" + "\\a".repeat(2_000) + ", a".repeat(10);

        // When
        var answer = DigestAnswers.to(refusal(hostile, "Digest " + "a=b,".repeat(100_000)), MUFASA, CLIENT_NONCE);

        // Then
        assertThat(answer).isEmpty();
    }
}
