package io.millrace.workflow.language;

import static io.millrace.workflow.language.Compiling.json;
import static io.millrace.workflow.language.Compiling.problems;
import static io.millrace.workflow.language.Compiling.program;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.SecretReferences;
import io.millrace.schemas.documents.Problem;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a call says who makes it, from the text of the definition to the arguments of the step. */
class AuthenticationsTest {

    private static final String CALL = """
            do:
            - t:
                call: http
                with:
                  method: get
                  headers: {Accept: text/plain}
                  endpoint: {uri: 'https://example.com', authentication: %s}
            """;

    private static JsonNode arguments(String use, String authentication, String input) {
        Task.Call call = (Task.Call)
                program(use + CALL.formatted(authentication)).tasks().getFirst();
        return call.arguments().evaluate(json(input), Variables.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            {basic: {username: '${ .u }', password: '${ .p }'}} => {"scheme": "basic", "username": "ann", "password": "pw"}
            {digest: {username: ann, password: '${ .p }'}}      => {"scheme": "digest", "username": "ann", "password": "pw"}
            {bearer: {token: abc}}                              => {"scheme": "bearer", "token": "abc"}
            {oauth2: {authority: 'https://id.example/{u}', grant: client_credentials, client: {id: me, secret: '${ .p }'}, scopes: [read, '${ .u }']}} => {"scheme": "oauth2", "authority": "https://id.example/ann", "grant": "client_credentials", "client": {"id": "me", "secret": "pw"}, "scopes": ["read", "ann"]}
            {oidc: {authority: 'https://id.example', grant: password, username: '${ .u }', password: '${ .p }'}} => {"scheme": "oidc", "authority": "https://id.example", "grant": "password", "username": "ann", "password": "pw"}
            """)
    void shouldHandTheExecutorTheScheme(String authentication, String expected) {
        // When
        JsonNode arguments = arguments("", authentication, "{\"u\": \"ann\", \"p\": \"pw\"}");

        // Then
        assertThat(arguments.get("authentication")).isEqualTo(json(expected));
        assertThat(arguments.get("headers")).isEqualTo(json("{\"Accept\": \"text/plain\"}"));
    }

    @Test
    void shouldFindADeclaredAuthenticationByItsName() {
        // When
        JsonNode arguments = arguments(
                "use: {secrets: [shop], authentications: {mine: {bearer: {token: '${ $secrets.shop.token }'}}}}\n",
                "{use: mine}",
                "{}");

        // Then
        assertThat(arguments.at("/authentication/token").textValue()).isEqualTo(SecretReferences.to("shop", "token"));
    }

    @Test
    void shouldReferToASecretThatHoldsTheProperties() {
        // When
        JsonNode arguments = arguments("use: {secrets: [my-login]}\n", "{basic: {use: my-login}}", "{}");

        // Then
        assertThat(arguments.at("/authentication/properties").textValue()).isEqualTo(SecretReferences.to("my-login"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            {use: mne}                             => /use => There is no authentication `mne` under `use.authentications`. Did you mean `mine`?
            {basic: {use: logn}}                   => /basic/use => The secret `logn` is not declared under `use.secrets`. Did you mean `login`?
            {bearer: {token: '${ $secrets.lgin }'}} => /bearer/token => The secret `lgin` is not declared under `use.secrets`. Did you mean `login`?
            {basic: {username: a}}                 => /basic => `basic` needs `password`.
            {basic: {username: a, password: 1}}    => /basic/password => `password` must be a text
            {bearer: {tokn: a}}                    => /bearer/tokn => `tokn` is not a property of `bearer`. Did you mean `token`?
            {basic: {use: login, password: a}}     => /basic/password => `password` is not a property of `basic` with `use`
            {}                                     => § § => An authentication has exactly one of `basic`, `bearer`
            {bearer: {token: a}, basic: {use: login}} => § § => An authentication has exactly one of `basic`, `bearer`
            {certificate: {}}                      => /certificate => `certificate` is not a property of an authentication
            {oauth2: {grant: client_credentials, client: {}}} => /oauth2 => `oauth2` needs `authority`.
            {oauth2: {authority: 'https://a', grant: authorization_code}} => /oauth2/grant => The grant `authorization_code` needs a person
            {oauth2: {authority: 'https://a', grant: client_credential}} => /oauth2/grant => `grant` must be one of
            {oauth2: {authority: 'https://a', grant: password, username: a}} => /oauth2 => The grant `password` needs `password`.
            {oauth2: {authority: 'https://a', grant: client_credentials}} => /oauth2 => The grant `client_credentials` needs `client`.
            {oauth2: {authority: 'https://a', grant: refresh_token}} => /oauth2 => The grant `refresh_token` needs `subject`.
            {oauth2: {authority: a, grant: client_credentials, client: {}}} => /oauth2/authority => The endpoint `a` must be an absolute address
            {oauth2: {authority: 'https://a', grant: client_credentials, client: {authentication: private_key_jwt}}} => /oauth2/client => A client that authenticates by `private_key_jwt` needs `assertion`.
            {oauth2: {authority: 'https://a', grant: client_credentials, client: {}, request: {encoding: text/plain}}} => /oauth2/request/encoding => `encoding` must be one of
            {oauth2: {authority: 'https://a', grant: client_credentials, client: {}, scopes: read}} => /oauth2/scopes => `scopes` must be a list
            {oidc: {authority: 'https://a', grant: client_credentials, client: {}, endpoints: {token: /t}}} => /oidc/endpoints => `oidc` finds its endpoints at the authority
            """)
    void shouldSayWhatIsWrong(String authentication, String pointer, String detail) {
        // Given
        String use = "use: {secrets: [login], authentications: {mine: {basic: {use: login}}}}\n";

        // When
        List<Problem> problems = problems(use + CALL.formatted(authentication));

        // Then
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.pointer()).isEqualTo("/do/0/t/with/endpoint/authentication" + pointer.strip());
            assertThat(problem.detail()).startsWith(detail);
        });
    }

    @Test
    void shouldCheckADeclaredAuthenticationThatNothingUses() {
        // When
        List<Problem> problems = problems("use: {authentications: {mine: {basic: {}}}}\ndo: [{t: {set: {}}}]\n");

        // Then
        assertThat(problems).extracting(Problem::pointer).containsOnly("/use/authentications/mine/basic");
    }

    @Test
    void shouldDeclareTheSecretsThatTheProgramMayUse() {
        // When
        var declared = program("use: {secrets: [a, b-c]}\ndo: [{t: {set: {x: '${ $secrets[\"b-c\"] }'}}}]\n")
                .secrets();

        // Then
        assertThat(declared).containsExactlyInAnyOrder("a", "b-c");
    }

    @Test
    void shouldEncodeASecretInAnAddressWhenItsValueIsPutIn() {
        // When
        JsonNode computed =
                ((Task.Call) program("""
                        use: {secrets: [hook]}
                        do:
                        - t:
                            input: {from: '${ {key: $secrets.hook} }'}
                            call: http
                            with: {method: get, endpoint: 'https://example.com/{key}'}
                        """).tasks().getFirst()).arguments().evaluate(reference(), Variables.NONE);

        // Then
        assertThat(computed.get("endpoint").textValue())
                .isEqualTo("https://example.com/" + SecretReferences.uri(SecretReferences.to("hook")));
    }

    private static JsonNode reference() {
        return json("{\"key\": \"" + SecretReferences.to("hook") + "\"}");
    }
}
