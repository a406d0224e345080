package io.millrace.gateway.run;

import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.records.AnswerCallback;
import io.millrace.records.CallbackAnswer;
import io.millrace.records.Problem;
import io.millrace.records.ReplyTo;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody outside says about the task that waits for them.
 *
 * @param answer what is said
 * @param output of the task as JSON text, when it is done
 * @param error what went wrong, when it failed; null = an error without particulars
 */
public record CallbackRequest(
        CallbackAnswer answer,
        @Nullable String output,
        @Nullable Problem error) {
    private static final String RUNTIME_ERROR = "https://open-workflow-specification.org/spec/1.0.0/errors/runtime";
    private static final int LONGEST_TEXT = 2_000;

    /**
     * Reads {@code {"output": …}}, {@code {"error": {"type", "status", "title", "detail"}}} or
     * {@code {"heartbeat": true}}.
     *
     * @throws io.millrace.gateway.refusal.Refused as malformed or invalid when the body is none of these
     */
    public static CallbackRequest read(byte[] body) {
        DocumentReader reader = DocumentReader.open(body);
        boolean done = reader.node().has("output");
        boolean failed = reader.has("error");
        boolean alive = reader.has("heartbeat");
        if (Stream.of(done, failed, alive).filter(said -> said).count() != 1) {
            reader.flaw("", "must hold exactly one of output, error and heartbeat");
        }
        reader.ignore("output");
        if (alive && !reader.node().path("heartbeat").booleanValue(false)) {
            reader.flaw("heartbeat", "must be true");
        }
        reader.ignore("heartbeat");
        Problem error = error(reader.object("error"));
        reader.finish();
        return done
                ? new CallbackRequest(
                        CallbackAnswer.DONE, Json.text(Json.bytes(reader.node().get("output"))), null)
                : failed
                        ? new CallbackRequest(CallbackAnswer.FAILED, null, error)
                        : new CallbackRequest(CallbackAnswer.ALIVE, null, null);
    }

    private static Problem error(DocumentReader error) {
        String type = error.text("type", LONGEST_TEXT);
        int status = (int) error.number("status", 100, 599, 500);
        String title = error.text("title", LONGEST_TEXT);
        String detail = error.text("detail", LONGEST_TEXT);
        return Problem.newBuilder()
                .setType(type == null ? RUNTIME_ERROR : type)
                .setStatus(status)
                .setTitle(title)
                .setDetail(detail)
                .build();
    }

    /**
     * The input for the log.
     *
     * @param actor who says it
     * @param code of the token; null when the actor may answer for others
     */
    public AnswerCallback command(String actor, int position, @Nullable ByteBuffer code, ReplyTo replyTo) {
        return AnswerCallback.newBuilder()
                .setActor(actor)
                .setPosition(position)
                .setCode(code)
                .setAnswer(answer)
                .setOutput(output)
                .setError(error)
                .setReplyTo(replyTo)
                .build();
    }
}
