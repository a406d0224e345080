package io.millrace.executor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP steps that say who makes them, with a real authority and a real callee. */
class AuthorizationIT {
    private static final String GRANT = "\"grant\": \"client_credentials\", \"client\": {\"id\": \""
            + TestAuthority.CLIENT + "\", \"secret\": \"" + TestAuthority.SECRET + "\"%s}";

    private static Workshop workshop;
    private TestAuthority authority;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.tenant("second", 1, 0, 0, "127.0.0.1");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.executor("millrace.executor.breaker.minimum-calls=1000");
    }

    @AfterAll
    static void stop() {
        workshop.close();
    }

    @BeforeEach
    void open() {
        authority = new TestAuthority();
    }

    @AfterEach
    void close() {
        authority.close();
    }

    private StepCommand call(String tenant, String path, String authentication) {
        return workshop.give(Workshop.command(
                tenant,
                0,
                "http",
                "{\"method\": \"GET\", \"endpoint\": \"" + authority.url() + path + "\", \"authentication\": "
                        + authentication + "}"));
    }

    private String oauth2(String more) {
        return "{\"scheme\": \"oauth2\", \"authority\": \"" + authority.url() + "/\", " + GRANT.formatted(more) + "}";
    }

    @Test
    void shouldSendUserAndPasswordAndRepeatNeither() {
        // Given
        String pair = Base64.getEncoder().encodeToString("ann:pass w0rd".getBytes(StandardCharsets.UTF_8));

        // When
        String output = workshop.output(
                call("acme", "/basic", "{\"scheme\": \"basic\", \"username\": \"ann\", \"password\": \"pass w0rd\"}"));

        // Then
        assertThat(output).isEqualTo("{\"said\":\"Basic ***\"}").doesNotContain(pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void shouldAnswerTheChallengeOfADigest(String algorithm) {
        // When
        String output = workshop.output(call(
                "acme",
                "/digest/" + algorithm + "?a=b%20c",
                "{\"scheme\": \"digest\", \"username\": \"ann\", \"password\": \"pass w0rd\"}"));

        // Then
        assertThat(output).isEqualTo("{\"in\":true}");
    }

    @Test
    void shouldGiveUpADigestThatIsRefusedTwice() {
        // When
        Problem problem = workshop.failure(call(
                        "acme",
                        "/digest/MD5",
                        "{\"scheme\": \"digest\", \"username\": \"ann\", \"password\": \"wrong pass\"}"))
                .getError();

        // Then
        assertThat(problem.getStatus()).isEqualTo(401);
        assertThat(problem.getDetail()).doesNotContain("wrong pass");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '§', delimiterString = "=>", textBlock = """
            § §                                           => § § => application/x-www-form-urlencoded
            , "authentication": "client_secret_post"      => § § => application/x-www-form-urlencoded
            , "authentication": "client_secret_basic"     => § § => application/x-www-form-urlencoded
            , "authentication": "client_secret_jwt"       => § § => application/x-www-form-urlencoded
            § § => , "request": {"encoding": "application/json"} => application/json
            """)
    void shouldObtainATokenInEveryWay(String client, String more, String encoding) {
        // Given
        String authentication = oauth2(client.strip());

        // When
        String output = workshop.output(
                call("acme", "/open", authentication.substring(0, authentication.length() - 1) + more.strip() + "}"));

        // Then
        assertThat(output).isEqualTo("{\"said\":\"Bearer ***\"}");
        assertThat(authority.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.one("grant_type")).isEqualTo("client_credentials");
            assertThat(asked.contentType()).startsWith(encoding.strip());
        });
    }

    @Test
    void shouldSignAnAssertionWithTheSecretOfTheClient() {
        // When
        workshop.output(call("acme", "/open", oauth2(", \"authentication\": \"client_secret_jwt\"")));

        // Then
        TestAuthority.Asked asked = authority.asked().remove();
        String[] parts = asked.one("client_assertion").split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .contains(
                        "\"sub\":\"" + TestAuthority.CLIENT + "\"", "\"aud\":\"" + authority.url() + "/oauth2/token\"");
        assertThat(asked.one("client_secret")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '§', delimiterString = "=>", textBlock = """
            "grant": "password", "username": "ann", "password": "pw"                   => username=ann,password=pw
            "grant": "refresh_token", "subject": {"token": "old"}                      => refresh_token=old
            "grant": "urn:ietf:params:oauth:grant-type:token-exchange", "subject": {"token": "theirs", "type": "urn:x"}, "actor": {"token": "mine"} => subject_token=theirs,subject_token_type=urn:x,actor_token=mine
            "grant": "client_credentials", "scopes": ["read", "write"], "audiences": ["a", "b"] => scope=read write,audience=a|b
            """)
    void shouldAskAsTheGrantWants(String grant, String parameters) {
        // Given
        String client = ", \"client\": {\"id\": \"" + TestAuthority.CLIENT + "\", \"secret\": \"" + TestAuthority.SECRET
                + "\"}}";

        // When
        workshop.output(call(
                "acme",
                "/open",
                "{\"scheme\": \"oauth2\", \"authority\": \"" + authority.url() + "\", " + grant + client));

        // Then
        TestAuthority.Asked asked = authority.asked().remove();
        for (String parameter : parameters.split(",", -1)) {
            String[] expected = parameter.split("=", 2);
            assertThat(asked.one(expected[0])).isEqualTo(expected[1]);
        }
    }

    @Test
    void shouldAskOnceForAllStepsThatWait() {
        // Given
        authority.thinkFor(Duration.ofMillis(300));

        // When
        List<StepCommand> commands = Stream.generate(() -> call("acme", "/open", oauth2("")))
                .limit(20)
                .toList();

        // Then
        assertThat(commands)
                .allSatisfy(command -> assertThat(workshop.output(command)).contains("said"));
        assertThat(authority.issued()).isEqualTo(1);
    }

    @Test
    void shouldNotLendTheTokenOfATenantToAnother() {
        // Given
        workshop.output(call("acme", "/open", oauth2("")));

        // When
        workshop.output(call("second", "/open", oauth2("")));

        // Then
        assertThat(authority.issued()).isEqualTo(2);
    }

    @Test
    void shouldRenewATokenThatIsRefusedOnce() {
        // Given
        workshop.output(call("acme", "/open", oauth2("")));
        authority.revokeAll();

        // When
        String output = workshop.output(call("acme", "/open", oauth2("")));

        // Then
        assertThat(output).contains("said");
        assertThat(authority.issued()).isEqualTo(2);
    }

    @Test
    void shouldAskAgainBeforeATokenExpires() {
        // Given
        authority.issueFor(1);
        workshop.output(call("acme", "/open", oauth2("")));

        // When, Then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            workshop.output(call("acme", "/open", oauth2("")));
            assertThat(authority.issued()).isGreaterThan(1);
        });
    }

    @Test
    void shouldFindTheTokenEndpointAtTheAuthorityOnce() {
        // Given
        String oidc = oauth2("").replace("oauth2", "oidc");

        // When
        workshop.output(call("acme", "/open", oidc));
        authority.revokeAll();
        workshop.output(call("acme", "/open", oidc));

        // Then
        assertThat(authority.issued()).isEqualTo(2);
        assertThat(authority.discovered()).isEqualTo(1);
    }

    @Test
    void shouldNotTrustADocumentOfAnotherIssuer() {
        // Given
        String strange = "{\"scheme\": \"oidc\", \"authority\": \"" + authority.url() + "/strange\", "
                + GRANT.formatted("") + "%s}";

        // When
        Problem problem =
                workshop.failure(call("acme", "/open", strange.formatted(""))).getError();
        String output = workshop.output(
                call("acme", "/open", strange.formatted(", \"issuers\": [\"" + authority.url() + "\"]")));

        // Then
        assertThat(problem.getType()).isEqualTo(StepError.AUTHENTICATION);
        assertThat(problem.getDetail()).contains("names another issuer");
        assertThat(output).contains("said");
    }

    @Test
    void shouldFailWithoutASecretWhenTheAuthorityRefuses() {
        // When
        Problem problem = workshop.failure(
                        call("acme", "/open", oauth2("").replace(TestAuthority.SECRET, "wrong secret of mine")))
                .getError();

        // Then
        assertThat(problem.getType()).isEqualTo(StepError.AUTHENTICATION);
        assertThat(problem.getStatus()).isEqualTo(401);
        assertThat(problem.getDetail())
                .contains(authority.url() + "/oauth2/token answered 401 with the error invalid_client")
                .doesNotContain("wrong secret")
                .doesNotContain(TestAuthority.SECRET);
    }

    @Test
    void shouldNotAskAnAuthorityThatTheTenantMayNotReach() {
        // When
        Problem problem =
                workshop.failure(call("outsider", "/open", oauth2(""))).getError();

        // Then
        assertThat(problem.getType()).isEqualTo(StepError.AUTHENTICATION);
        assertThat(problem.getDetail()).contains("egress.allow");
        assertThat(authority.asked()).isEmpty();
    }

    @Test
    void shouldSayThatNobodyListensAtTheAuthority() {
        // Given
        String nobody = oauth2("").replace(authority.url(), "http://127.0.0.1:1");

        // When
        Problem problem = workshop.failure(call("acme", "/open", nobody)).getError();

        // Then
        assertThat(problem.getType()).isEqualTo(StepError.AUTHENTICATION);
        assertThat(problem.getDetail()).contains("could not be asked: nobody listens there");
    }
}
