package io.millrace.workflow.expression;

import static io.millrace.workflow.expression.Evaluation.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression may do with a secret, whose value it does not have. */
class SecretsInExpressionsTest {

    private static final Expressions EXPRESSIONS = new Expressions(new DeepStackThread());
    private static final Set<String> SECRETS = Set.of("token", "my-db");

    private static JsonNode evaluate(String jq) throws InvalidExpression {
        ObjectNode secrets = JsonNodeFactory.instance.objectNode();
        SECRETS.forEach(name -> secrets.put(name, SecretReferences.to(name)));
        JsonNode input = JsonNodeFactory.instance
                .objectNode()
                .put("carried", SecretReferences.to("token"))
                .put("plain", "plain");
        return EXPRESSIONS
                .compile(jq, Set.of("secrets"), SECRETS)
                .evaluate(input, Variables.NONE.with("secrets", secrets));
    }

    /** What stands in angle brackets is the value of a secret, once it is known. */
    private static String resolved(JsonNode value) {
        return SecretReferences.resolved(
                value.isTextual() ? value.textValue() : value.toString(),
                (secret, field) -> "<" + secret + (field == null ? "" : "." + field) + ">");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            $secrets.token                                     => <token>
            $secrets["my-db"]                                  => <my-db>
            $secrets."my-db"                                   => <my-db>
            $secrets["my-db"].user                             => <my-db.user>
            $secrets."my-db"["user"]?                          => <my-db.user>
            $secrets["my-db"].hosts.first                      => <my-db.hosts/first>
            $secrets | .token                                  => <token>
            "Bearer " + $secrets.token                         => Bearer <token>
            "\\($secrets.token)-\\(.carried)!"                   => <token>-<token>!
            [.plain, $secrets.token] | join("/")               => plain/<token>
            [.plain, $secrets.token] | add                     => plain<token>
            $secrets.token | tostring                          => <token>
            $secrets.token | type                              => string
            if $secrets.token then "yes" else "no" end         => yes
            $secrets.token // "none"                           => <token>
            $secrets.token == null                             => false
            [$secrets[]] | length                              => 2
            [.. | strings] | length                            => 2
            {a: {b: $secrets.token}} | .a.b                    => <token>
            {a: $secrets.token} | has("a")                     => true
            {a: $secrets.token} + {c: 1} | [.c, .a] | last     => <token>
            [{k: 2, s: $secrets.token}, {k: 1, s: "x"}] | sort_by(.k) | last.s => <token>
            {a: $secrets.token} | with_entries(.value |= "\\(.)!") | .a => <token>!
            {} | setpath(["a"]; $secrets.token) | .a           => <token>
            ["\\($secrets.token):x" | @base64][0]               => PHRva2VuPjp4
            "\\($secrets.token) x" | @uri                       => %3Ctoken%3E%20x
            "user:pass" | @base64                              => dXNlcjpwYXNz
            """)
    void shouldCarryJoinAndEncode(String jq, String value) throws InvalidExpression {
        // When
        JsonNode evaluated = evaluate(jq);

        // Then
        assertThat(resolved(evaluated)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$secrets.token | length",
                "$secrets.token == \"a\"",
                "$secrets.token < \"a\"",
                "{a: $secrets.token} == {a: 1}",
                "[$secrets.token] - [\"a\"]",
                "$secrets.token / \"a\"",
                "$secrets.token | test(\"a\")",
                "\"a\" | test($secrets.token)",
                "$secrets.token | startswith(\"a\")",
                "$secrets.token | ascii_downcase",
                "$secrets.token | split(\"a\")",
                "$secrets.token | sub(\"a\"; \"b\")",
                "$secrets.token | explode",
                "$secrets.token | tonumber",
                "$secrets.token | fromjson",
                "$secrets.token | @base64d",
                "$secrets.token | @sh",
                "$secrets.token | .[0:3]",
                "{(\"a\"): 1} | .[$secrets.token]",
                "{a: 1} | has($secrets.token)",
                "{a: 1} | getpath([$secrets.token])",
                "{a: $secrets.token} | tojson",
                "{a: $secrets.token} | tostring",
                "\"\\({a: $secrets.token})\"",
                "[$secrets.token, \"a\"] | sort",
                "[$secrets.token, \"a\"] | unique",
                "[$secrets.token, \"a\"] | min",
                "[$secrets.token] | index(\"a\")",
                "[$secrets.token] | contains([\"a\"])",
                "[$secrets.token] | inside([\"a\"])",
                "$secrets.token | ltrimstr(\"a\")",
                "$secrets.token | trim",
                "$secrets.token | todate",
                "$secrets.token | IN(\"a\")",
                "$secrets.token as $t | $t | length",
                ".carried | length",
                "try ($secrets.token | length) catch 0",
                "($secrets.token | length)? // 0",
                "$secrets | tojson"
            })
    void shouldRefuseToLookAtASecret(String jq) {
        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> evaluate(jq))
                .withMessageContaining("is not possible with a secret");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            "\\"\\\\ufdd0token\\\\ufdd1\\"" | fromjson  => "\\ufffdtoken\\ufffd"
            "77eQdG9rZW7vt5E=" | @base64d         => "\\ufffdtoken\\ufffd"
            [64976, 116, 64977] | implode         => "\\ufffdt\\ufffd"
            """)
    void shouldMakeNoReferenceOfWhatWasEncoded(String jq, String value) throws InvalidExpression {
        // When
        JsonNode evaluated = evaluate(jq);

        // Then
        assertThat(evaluated).isEqualTo(json(value));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            $secrets.tokn              => The secret `tokn` is not declared under `use.secrets`. Did you mean `token`?
            $secrets["my-dn"].user     => The secret `my-dn` is not declared under `use.secrets`. Did you mean `my-db`?
            . as $secrets | $secrets.a => The variable `$secrets` cannot be bound; choose another name.
            """)
    void shouldRefuseSecretsThatAreNotDeclared(String jq, String reason) {
        // When, Then
        assertThatExceptionOfType(InvalidExpression.class)
                .isThrownBy(() -> evaluate(jq))
                .satisfies(invalid -> assertThat(invalid.reasons()).contains(reason));
    }

    @Test
    void shouldHaveNoValueAtAll() throws InvalidExpression {
        // When
        JsonNode all = evaluate("$secrets | to_entries | map(.key) | sort");

        // Then
        assertThat(all).isEqualTo(json("[\"my-db\", \"token\"]"));
    }
}
