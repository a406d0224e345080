package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles {@code call}: an HTTP request, a function of the platform, or a function the definition declares itself. */
final class CallCompiler {

    /** The functions that every executor has. */
    static final List<String> BUILT_IN = List.of("echo", "delay", "fail");

    private static final List<String> NOT_YET = List.of("openapi", "grpc", "asyncapi", "a2a", "mcp", "callback");

    private static final int MOST_CALLS_DEEP = 16;

    /** What a call comes to. */
    record Call(CallKind kind, Expression arguments) {}

    /**
     * The arguments of a declared function: the caller's {@code with} is its input.
     *
     * @param with evaluated where the call stands
     * @param function evaluated on what {@code with} gives
     */
    private record OfFunction(Expression with, Expression function) implements Expression {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            JsonNode input = with.evaluate(current, variables);
            return function.evaluate(input, variables.with("input", input));
        }
    }

    private final ExpressionReader expressions;
    private final Reusables reusables;
    private final HttpCallCompiler http;
    private final Set<String> entered = new LinkedHashSet<>();

    CallCompiler(ExpressionReader expressions, Reusables reusables) {
        this.expressions = expressions;
        this.reusables = reusables;
        this.http = new HttpCallCompiler(expressions);
    }

    /**
     * Compiles a call.
     *
     * @param task holds {@code call} and {@code with}
     */
    Optional<Call> call(Part task, Visible visible) {
        Optional<Part> called = task.required("call", "A call");
        Optional<String> name = called.flatMap(part -> part.text("`call`"));
        if (called.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        if (name.get().equals("http")) {
            return task.required("with", "An HTTP call")
                    .filter(with -> with.isObject("`with`"))
                    .map(with ->
                            new Call(CallKind.HTTP, ExpressionReader.whole(http.arguments(with, visible.inTask()))));
        }
        Part declared = reusables.all("functions").get(name.get());
        if (declared != null) {
            return declared(called.get(), declared, input(task, visible));
        }
        if (BUILT_IN.contains(name.get())) {
            return Optional.of(
                    new Call(CallKind.FUNCTION, ExpressionReader.whole(builtIn(name.get(), input(task, visible)))));
        }
        called.get().problem(unknown(name.get()));
        return Optional.empty();
    }

    private Expression input(Part task, Visible visible) {
        return task.get("with")
                .filter(with -> with.isObject("`with`"))
                .map(with -> expressions.template(with, visible.inTask()))
                .orElseGet(() -> new Constant(JsonNodeFactory.instance.objectNode()));
    }

    private static Expression builtIn(String function, Expression input) {
        Map<String, Expression> arguments = new LinkedHashMap<>();
        arguments.put("function", new Constant(JsonNodeFactory.instance.textNode(function)));
        arguments.put("input", input);
        return new Template.Fields(arguments);
    }

    private Optional<Call> declared(Part called, Part function, Expression with) {
        if (entered.size() >= MOST_CALLS_DEEP) {
            called.problem("Functions call one another more than " + MOST_CALLS_DEEP + " levels deep.");
            return Optional.empty();
        }
        if (!entered.add(function.name())) {
            called.problem("The function `" + function.name() + "` calls itself: " + String.join(" -> ", entered)
                    + " -> " + function.name() + ".");
            return Optional.empty();
        }
        try {
            return function(function)
                    .map(call -> new Call(call.kind(), ExpressionReader.whole(new OfFunction(with, call.arguments()))));
        } finally {
            entered.remove(function.name());
        }
    }

    /** Compiles what a declared function does. It sees nothing of what is around its callers but what they hand it. */
    Optional<Call> function(Part function) {
        if (!function.isObject("The function `" + function.name() + "`")) {
            return Optional.empty();
        }
        if (!function.has("call")) {
            function.problem("The function `" + function.name() + "` must be a `call`; other tasks as functions are not"
                    + " supported by this version of Millrace.");
            return Optional.empty();
        }
        function.allow(
                "a function",
                List.of("call", "with", "metadata"),
                List.of("input", "output", "export", "if", "timeout", "then"));
        return call(function, Visible.OUTERMOST);
    }

    private String unknown(String name) {
        if (NOT_YET.contains(name)) {
            return "Call `" + name + "` is not supported by this version of Millrace.";
        }
        if (name.contains("@") || name.contains("://")) {
            return "Functions of a catalog or at an address, such as `" + name
                    + "`, are not supported by this version of"
                    + " Millrace; declare the function under `use.functions`.";
        }
        Stream<String> known = Stream.of(
                        reusables.all("functions").keySet().stream(),
                        BUILT_IN.stream(),
                        NOT_YET.stream(),
                        Stream.of("http"))
                .flatMap(names -> names);
        String hint = NearMiss.hint(name, known);
        return "There is no function `" + name + "`: it is neither declared under `use.functions` nor one of "
                + Part.list(BUILT_IN) + "." + hint;
    }
}
