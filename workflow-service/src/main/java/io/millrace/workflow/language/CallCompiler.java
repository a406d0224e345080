package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles {@code call}: of a protocol, of a function of the platform, or of one the definition declares itself. */
final class CallCompiler {

    /** The functions that every executor has. */
    static final List<String> BUILT_IN = List.of("echo", "delay", "fail");

    private static final Map<String, Protocol> PROTOCOLS = Map.of(
            "openapi", new Protocol(CallKind.OPENAPI, "An OpenAPI call", OpenApiCallCompiler::arguments),
            "grpc", new Protocol(CallKind.GRPC, "A gRPC call", GrpcCallCompiler::arguments),
            "asyncapi", new Protocol(CallKind.ASYNCAPI, "An AsyncAPI call", AsyncApiCallCompiler::arguments),
            "mcp", new Protocol(CallKind.MCP, "An MCP call", McpCallCompiler::arguments),
            "a2a", new Protocol(CallKind.A2A, "An A2A call", A2aCallCompiler::arguments));

    private static final int MOST_CALLS_DEEP = 16;

    /** What a call comes to. */
    record Call(CallKind kind, Expression arguments) {}

    /** Compiles the {@code with} of a call. */
    @FunctionalInterface
    private interface Arguments {
        Expression of(Part with, CallParts parts);
    }

    private record Protocol(CallKind kind, String what, Arguments arguments) {}

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
        this.http = new HttpCallCompiler(expressions, new Authentications(expressions, reusables));
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
        Protocol protocol = PROTOCOLS.get(name.get());
        if (protocol != null) {
            CallParts parts = parts(visible);
            return task.required("with", protocol.what())
                    .filter(with -> with.isObject("`with`"))
                    .map(with -> protocol.arguments().of(with, parts))
                    .map(arguments -> new Call(protocol.kind(), ExpressionReader.whole(arguments)));
        }
        Optional<Part> declared = reusables.function(called.get());
        if (declared.isPresent() && !isPlain(declared.get())) {
            called.get()
                    .problem("The function `" + name.get() + "` is more than a call, so it cannot be what a callback"
                            + " requests; make it a task before the callback.");
            return Optional.empty();
        }
        if (declared.isPresent()) {
            return declared(called.get(), declared.get(), input(task, visible));
        }
        if (BUILT_IN.contains(name.get())) {
            return Optional.of(
                    new Call(CallKind.FUNCTION, ExpressionReader.whole(builtIn(name.get(), input(task, visible)))));
        }
        called.get().problem(unknown(called.get(), name.get()));
        return Optional.empty();
    }

    CallParts parts(Visible visible) {
        return new CallParts(expressions, new Authentications(expressions, reusables), visible.inTask());
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

    /** Whether a declared function is a call and nothing else, down to what it calls, so that it needs no task. */
    boolean isPlain(Part function) {
        Set<String> seen = new HashSet<>();
        Optional<Part> next = Optional.of(function);
        while (next.isPresent() && seen.add(next.get().name())) {
            if (!isCall(next.get()) || SubscriptionCompiler.sifts(next.get())) {
                return false;
            }
            next = next.get().get("call").flatMap(reusables::function);
        }
        return true;
    }

    private static boolean isCall(Part function) {
        return function.node().isObject()
                && function.has("call")
                && function.properties().stream()
                        .allMatch(
                                property -> List.of("call", "with", "metadata").contains(property.name()));
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
        return call(function, Visible.OUTERMOST);
    }

    private String unknown(Part called, String name) {
        if (Linked.isName(name)) {
            return "The function `" + name
                    + "` is not part of the definition. Functions of catalogs and at addresses are"
                    + " put under `use.functions` when a definition is published; publish it through the gateway.";
        }
        if (Linked.contains(called.pointer())) {
            return "A function from elsewhere can call `" + name + "` only if it is one of " + Part.list(BUILT_IN)
                    + " or a protocol: what the definition declares for itself is not handed to it.";
        }
        Stream<String> known = Stream.of(
                        reusables.all("functions").keySet().stream(),
                        BUILT_IN.stream(),
                        PROTOCOLS.keySet().stream(),
                        Stream.of("http", "callback"))
                .flatMap(names -> names);
        String hint = NearMiss.hint(name, known);
        return "There is no function `" + name + "`: it is neither declared under `use.functions` nor one of "
                + Part.list(BUILT_IN) + "." + hint;
    }
}
