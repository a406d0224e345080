package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;

/** The functions every expression can call: those of jackson-jq, metered, and ours in the place of what must differ. */
final class Builtins {

    static final Version JQ = Versions.JQ_1_7;

    // They read the process, or show the inside of the library.
    private static final Set<String> REMOVED =
            Set.of("env/0", "$ENV", "debug_scope/0", "builtins/0", "input/0", "inputs/0", "debug/0", "stderr/0");

    // In terms of jq's manual; each is short enough to be written in jq itself.
    private static final String IN_JQ = """
            def abs: if type == "number" and . < 0 then -. else . end;
            def toarray: if type == "array" then . else [.] end;
            def values: select(. != null);
            def nth($n; g): if $n < 0 then error("nth does not support negative indices") else first(skip($n; g)) end;
            def in(xs): . as $x | xs | has($x);
            def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
            def ascii: [.] | implode;
            def IN(s): any(s == .; .);
            def IN(src; s): any(src == s; .);
            def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
            def INDEX(f): INDEX(.[]; f);
            def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p)
              | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
            def fromstream(f): {x: null, e: false} as $init
              | foreach f as $i ($init;
                  if .e then $init else . end
                  | if $i | length == 2
                    then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
                    else setpath(["e"]; $i[0] | length == 1) end;
                  if .e then .x else empty end);
            def truncate_stream(stream): . as $n | null | stream | . as $input
              | if (.[0] | length) > $n then setpath([0]; .[0][$n:]) else empty end;
            def have_literal_numbers: true;
            def have_decnum: false;
            .
            """;

    private static final Scope ROOT = load();
    private static final Set<String> NAMES = ROOT.getLocalFunctions().keySet().stream()
            .map(name -> name.startsWith("@") && name.endsWith("/0") ? name.substring(0, name.length() - 2) : name)
            .collect(Collectors.toUnmodifiableSet());

    private Builtins() {}

    /** A scope for one evaluation. */
    static Scope newScope() {
        return Scope.newChildScope(ROOT);
    }

    /** The names of all functions, as {@code name/arity}, and of all formats, as {@code @name}. */
    static Set<String> names() {
        return NAMES;
    }

    private static Scope load() {
        Scope root = Scope.newEmptyScope();
        Map<String, Function> library = BuiltinFunctionLoader.getInstance().listFunctions(JQ, root);
        library.keySet().removeAll(REMOVED);
        library.forEach((name, function) -> {
            if (function instanceof JsonQueryFunction) {
                new Metering().meterParts(function);
                root.addFunction(name, function);
            } else {
                root.addFunction(name, MeteredFunction.of(name, function));
            }
        });
        Generators.addTo(root);
        CollectionFunctions.addTo(root);
        RegexFunctions.addTo(root);
        DateFunctions.addTo(root);
        List.copyOf(root.getLocalFunctions().entrySet()).stream()
                .filter(entry -> !(entry.getValue() instanceof JsonQueryFunction))
                .forEach(entry ->
                        root.addFunction(entry.getKey(), CarefulFunction.of(entry.getKey(), entry.getValue())));
        try {
            Expression definitions = new Metering().meter(ExpressionParser.compile(IN_JQ, JQ));
            ScopedValue.where(Meter.CURRENT, new Meter(Variables.NONE, new Budget(), 100, false))
                    .call(() -> {
                        definitions.apply(root, NullNode.getInstance(), _ -> {});
                        return null;
                    });
        } catch (JsonQueryException impossible) {
            throw new IllegalStateException("The functions written in jq do not compile.", impossible);
        }
        root.addFunction("now", 0, (_, _, _, _, output, _) -> {
            JsonNode now = Meter.CURRENT.get().variables().get(Variables.NOW);
            if (now == null) {
                throw new ExpressionException("`now` is not available here.");
            }
            output.emit(now, null);
        });
        return root;
    }
}
