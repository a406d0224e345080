package io.millrace.executor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.http.HttpCall.Output;
import io.millrace.executor.step.RefusedException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class HttpCallReaderTest {
    @Test
    void shouldReadACall() {
        // When
        HttpCall call = HttpCallReader.read("""
                {"method": "post", "endpoint": "https://shop.example:8443/orders?x=1", "headers": {"Accept": "*/*", "X-N": 3},
                 "query": {"page": 2, "tag": ["a b", "c&d"], "none": null}, "body": {"id": 7.50},
                 "output": "response", "redirect": true}""");

        // Then
        assertThat(call.method()).isEqualTo(HttpMethod.POST);
        assertThat(call.uri()).isEqualTo(URI.create("https://shop.example:8443/orders?x=1&page=2&tag=a%20b&tag=c%26d"));
        assertThat(call.headers())
                .containsEntry("Accept", "*/*")
                .containsEntry("X-N", "3")
                .containsEntry("Content-Type", "application/json");
        assertThat(call.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\":7.50}");
        assertThat(call.output()).isEqualTo(Output.RESPONSE);
        assertThat(call.redirect()).isTrue();
    }

    @Test
    void shouldTakeTheContentAndFollowNothingUnlessAsked() {
        // When
        HttpCall call = HttpCallReader.read("{\"method\": \"GET\", \"endpoint\": {\"uri\": \"http://shop.example\"}}");

        // Then
        assertThat(call.output()).isEqualTo(Output.CONTENT);
        assertThat(call.redirect()).isFalse();
        assertThat(call.body()).isEmpty();
        assertThat(call.uri()).isEqualTo(URI.create("http://shop.example/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | \"a \\\" b\" | a \" b",
                "application/x-www-form-urlencoded | {\"a\": \"1 2\", \"b\": [3, 4]} | a=1%202&b=3&b=4",
                "application/vnd.shop+json | \"text\" | \"text\"",
                "application/json | [1] | [1]"
            })
    void shouldWriteTheBodyAsItsTypeSays(String type, String body, String sent) {
        // When
        HttpCall call = HttpCallReader.read(
                "{\"method\": \"POST\", \"endpoint\": \"http://shop.example/\", \"headers\": {\"content-type\": \""
                        + type + "\"}, \"body\": " + body + "}");

        // Then
        assertThat(call.body()).asString(StandardCharsets.UTF_8).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://shop.example/",
                "gopher://shop.example/",
                "jar:http://shop.example!/",
                "/relative",
                "shop.example",
                "http:///path",
                "http://",
                "",
                "http://user:password@shop.example/",
                "http://shop.example/a b",
                "http://exa mple/",
                "http://[::1/"
            })
    void shouldRefuseAnEndpointThatIsNone(String endpoint) {
        // When / Then
        assertThatThrownBy(() -> HttpCallReader.read("{\"method\": \"GET\", \"endpoint\": \"" + endpoint + "\"}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("password@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Host\": \"metadata\"}",
                "{\"content-length\": 5}",
                "{\"Transfer-Encoding\": \"chunked\"}",
                "{\"Connection\": \"upgrade\"}",
                "{\"Proxy-Authorization\": \"x\"}",
                "{\"X-A\": \"1\\r\\nX-B: 2\"}",
                "{\"X-A\": \"\\u0000\"}",
                "{\"X A\": \"1\"}",
                "{\"X:A\": \"1\"}",
                "{\"\": \"1\"}",
                "{\"Content-Type\": \"nonsense\"}"
            })
    void shouldRefuseHeadersThatAreNotTheCallers(String headers) {
        // When / Then
        assertThatThrownBy(() -> HttpCallReader.read(
                        "{\"method\": \"POST\", \"endpoint\": \"http://shop.example/\", \"body\": 1, \"headers\": "
                                + headers + "}"))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"method\": \"GET\"}",
                "{\"method\": \"CONNECT\", \"endpoint\": \"http://shop.example/\"}",
                "{\"method\": \"TRACE\", \"endpoint\": \"http://shop.example/\"}",
                "{\"method\": \"G E T\", \"endpoint\": \"http://shop.example/\"}",
                "{\"method\": \"GET\", \"endpoint\": \"http://shop.example/\", \"output\": \"everything\"}"
            })
    void shouldRefuseArgumentsThatMakeNoCall(String arguments) {
        // When / Then
        assertThatThrownBy(() -> HttpCallReader.read(arguments)).isInstanceOf(RefusedException.class);
    }
}
