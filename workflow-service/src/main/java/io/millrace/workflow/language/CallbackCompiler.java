package io.millrace.workflow.language;

import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles {@code call: callback}: a task that somebody outside completes (language.md, decision 9). */
record CallbackCompiler(ExpressionReader expressions, CallCompiler calls) {

    Optional<Task> callback(TaskHeader header, Part task, Visible visible) {
        Optional<Part> with = task.get("with");
        if (with.isEmpty()) {
            return Optional.of(new Task.Callback(header, null, null, null));
        }
        if (!with.get().isObject("`with`")) {
            return Optional.empty();
        }
        Part part = with.get();
        part.allow("`with` of a callback", List.of("request", "expires", "heartbeat"));
        return Optional.of(new Task.Callback(
                header,
                request(part, visible),
                part.get("expires")
                        .map(after -> expressions.duration(after, visible.inTask()))
                        .orElse(null),
                part.get("heartbeat")
                        .map(after -> expressions.duration(after, visible.inTask()))
                        .orElse(null)));
    }

    private Task.@Nullable Request request(Part with, Visible visible) {
        Optional<Part> request = with.get("request").filter(part -> part.isObject("`request`"));
        if (request.isEmpty()) {
            return null;
        }
        request.get().allow("the request of a callback", List.of("call", "with"));
        return calls.call(request.get(), visible.with("callback"))
                .map(call -> new Task.Request(call.kind(), call.arguments()))
                .orElse(null);
    }
}
