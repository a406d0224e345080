package io.millrace.executor.http;

import io.millrace.executor.authentication.Authorization;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a callee answered.
 *
 * @param status 100 to 599
 * @param headers as they came
 * @param body decompressed, empty when there was none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of every body would cost more than it protects
record HttpAnswer(int status, HttpHeaders headers, byte[] body) {
    private static final int FIRST_FAULT_OF_THE_CALLEE = 500;
    private static final int BAD_GATEWAY = 502;
    private static final String HIDDEN = "***";

    /** The same answer without what the request carried to say who makes it: some callees repeat it. */
    HttpAnswer withoutEchoOf(Authorization authorization) {
        HttpHeaders cleared = new HttpHeaders();
        headers.forEach((name, values) -> values.forEach(value -> cleared.add(name, authorization.hiddenIn(value))));
        // Byte by byte: what is repeated is ASCII, and the rest of the body may be anything.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String hidden = authorization.hiddenIn(text);
        return new HttpAnswer(
                status, cleared, hidden.equals(text) ? body : hidden.getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean redirects() {
        return status >= 300 && status < 400;
    }

    /** The step's outcome when this is the last answer to a call. */
    StepOutcome outcome(HttpCall call) {
        boolean success = status >= 200 && status < (call.redirect() ? 400 : 300);
        if (!success) {
            StepError error = StepError.communication(status, call.named() + " answered " + status + advice(call));
            return new StepOutcome.Failed(
                    CalleeProblem.into(error, type(), body),
                    status >= FIRST_FAULT_OF_THE_CALLEE ? Fault.CALLEE : Fault.ANSWER);
        }
        try {
            return new StepOutcome.Succeeded(StepJson.MAPPER.writeValueAsString(output(call)));
        } catch (JacksonException notJson) {
            return new StepOutcome.Failed(
                    StepError.communication(
                            BAD_GATEWAY,
                            call.named() + " answered " + status + " with a body that says it is JSON and is not: "
                                    + notJson.getOriginalMessage()),
                    Fault.ANSWER);
        }
    }

    private String advice(HttpCall call) {
        return redirects() && !call.redirect() ? "; set redirect: true to follow it" : "";
    }

    private JsonNode output(HttpCall call) {
        return switch (call.output()) {
            case RAW -> JsonNodeFactory.instance.stringNode(base64());
            case CONTENT -> content();
            case RESPONSE -> response(call);
        };
    }

    private JsonNode response(HttpCall call) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ObjectNode request = response.putObject("request");
        request.put("method", call.method().name());
        request.put("uri", call.uri().toString());
        ObjectNode sent = request.putObject("headers");
        call.headers().forEach((name, value) -> sent.put(name, HttpCall.secret(name) ? HIDDEN : value));
        response.put("statusCode", status);
        ObjectNode received = response.putObject("headers");
        headers.forEach((name, values) -> received.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        response.set("content", content());
        return response;
    }

    private JsonNode content() {
        if (body.length == 0) {
            return JsonNodeFactory.instance.nullNode();
        }
        MediaType type = type();
        if (type != null && MediaTypes.json(type)) {
            return StepJson.MAPPER.readTree(body);
        }
        String text = MediaTypes.text(type) ? text(type) : null;
        return JsonNodeFactory.instance.stringNode(text == null ? base64() : text);
    }

    private @Nullable String text(@Nullable MediaType type) {
        try {
            return MediaTypes.charset(type)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private @Nullable MediaType type() {
        try {
            return headers.getContentType();
        } catch (InvalidMediaTypeException unknown) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    private String base64() {
        return Base64.getEncoder().encodeToString(body);
    }
}
