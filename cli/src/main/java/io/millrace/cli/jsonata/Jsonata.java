package io.millrace.cli.jsonata;

import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Translates the common part of JSONata as the Amazon States Language has it. Paths are plain jq paths, so that they do
 * not go through arrays by themselves, except under a condition and as an argument of a function that gathers.
 */
public final class Jsonata {

    private static final int LONGEST = 10_000;

    /** What jq lacks, in jq; only what is used is written. */
    private static final Map<String, String> HELP = Map.of(
            "each", "def each: if type == \"array\" then .[] else . end; ",
            "sequence", "def sequence: if length > 1 then . else .[0] end; ",
            "text", "def text: if . == null then \"\" else tostring end; ",
            "truth", "def truth: . as $it | all(null, false, 0, \"\", [], {}; . != $it); ");

    private final Surroundings surroundings;
    private final Set<String> used = new TreeSet<>();
    private final Set<String> bound = new HashSet<>();
    private boolean shifted;
    private boolean needsCurrent;

    private Jsonata(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Translates an expression.
     *
     * @param text without the {@code {% %}} around it
     * @throws Untranslatable if a part of it has no counterpart, or it is no JSONata at all
     */
    public static Jq translate(String text, Surroundings surroundings) throws Untranslatable {
        if (text.length() > LONGEST) {
            throw new Untranslatable("it is longer than " + LONGEST + " characters");
        }
        Jsonata translation = new Jsonata(surroundings);
        Jq body = translation.jq(Parser.parse(text));
        String help = translation.used.stream().map(HELP::get).collect(Collectors.joining());
        if (translation.needsCurrent) {
            String name = surroundings.current() == Surroundings.Current.INPUT ? "$input" : "$result";
            body = Jq.compound(". as " + name + " | " + body.text());
        }
        // In parentheses: otherwise the definitions hold for the first operand alone.
        return help.isEmpty() ? body : Jq.compound(help + "(" + body.text() + ")");
    }

    /** Notes that one of the functions above is needed, and names it. */
    String help(String name) {
        used.add(name);
        return name;
    }

    Jq jq(Node node) throws Untranslatable {
        return switch (node) {
            case Node.Literal(var value) -> Jq.literal(value);
            case Node.Variable(String name) -> variable(name);
            case Node.Name(String name) -> current().field(name);
            case Node.Path path -> path(path);
            case Node.Binary binary -> Operators.jq(binary, this);
            case Node.Negative(Node operand) -> Jq.compound("-" + jq(operand).operand());
            case Node.Conditional(Node condition, Node then, Node otherwise) ->
                Jq.compound("if " + truth(condition).text() + " then " + jq(then).text() + " else "
                        + jq(otherwise).text() + " end");
            case Node.Call call -> Functions.jq(call, this);
            case Node.Lambda _ -> throw new Untranslatable("a function can only be written as an argument of another");
            case Node.Members(List<Node.Member> members) -> members(members);
            case Node.Elements(List<Node> elements) -> elements(elements);
            case Node.Range range -> range(range);
            case Node.Block(List<Node> nodes) -> block(nodes);
            case Node.Bind _ -> throw new Untranslatable("a value can only be named inside parentheses");
        };
    }

    /** What a value counts as where a condition stands. */
    Jq truth(Node node) throws Untranslatable {
        Jq jq = jq(node);
        return Operators.isCondition(node) ? jq : Jq.compound(jq.operand() + " | " + help("truth"));
    }

    private Jq current() throws Untranslatable {
        if (!shifted) {
            throw new Untranslatable("there is no current value, begin with `$states`");
        }
        return Jq.DATA;
    }

    private Jq variable(String name) throws Untranslatable {
        if (name.isEmpty()) {
            return current();
        }
        if (bound.contains(name)) {
            return Jq.atomic("$v_" + name);
        }
        if (name.equals("$") || name.equals("states")) {
            throw new Untranslatable("`$" + name + "` cannot be used as a whole");
        }
        return Jq.atomic("$context").field(name);
    }

    private Jq path(Node.Path path) throws Untranslatable {
        if (gathers(path)) {
            return Jq.compound("[" + stream(path) + "] | " + help("sequence"));
        }
        Start start = start(path);
        Jq jq = start.jq();
        for (Node.Step step : start.rest()) {
            jq = switch (step) {
                case Node.Step.Field(String name) -> jq.field(name);
                case Node.Step.Index(int index) -> jq.index(index);
                case Node.Step.Filter _, Node.Step.Each _ -> throw new IllegalStateException("gathered elsewhere");
            };
        }
        return jq;
    }

    private static boolean gathers(Node.Path path) {
        boolean fromMany = path.root() instanceof Node.Elements
                || (path.root() instanceof Node.Call call && Functions.GIVING_MANY.contains(call.function()));
        return (fromMany && path.steps().getFirst() instanceof Node.Step.Field)
                || path.steps().stream()
                        .anyMatch(step -> step instanceof Node.Step.Filter || step instanceof Node.Step.Each);
    }

    private record Start(Jq jq, List<Node.Step> rest) {}

    private Start start(Node.Path path) throws Untranslatable {
        if (!(path.root() instanceof Node.Variable(String name)) || !name.equals("states")) {
            return new Start(jq(path.root()), path.steps());
        }
        List<String> names = new ArrayList<>();
        for (Node.Step step : path.steps()) {
            if (!(step instanceof Node.Step.Field(String field))) {
                break;
            }
            names.add(field);
        }
        List<Node.Step> after =
                path.steps().subList(names.isEmpty() ? 0 : 1, path.steps().size());
        return switch (names.isEmpty() ? "" : names.getFirst()) {
            case "input" -> new Start(root(Surroundings.Current.INPUT), after);
            case "result" -> new Start(root(Surroundings.Current.RESULT), after);
            case "errorOutput" ->
                new Start(
                        surroundings.error().orElseThrow(() -> new Untranslatable("there is no error where it stands")),
                        after);
            case "context" ->
                new Start(
                        surroundings.context(names.subList(1, names.size())),
                        path.steps().subList(names.size(), path.steps().size()));
            default -> throw new Untranslatable("`$states` has no such part");
        };
    }

    /** The input or the result: {@code .} where it still is the one, else a variable. */
    private Jq root(Surroundings.Current asked) throws Untranslatable {
        boolean isInput = asked == Surroundings.Current.INPUT;
        if (!isInput && surroundings.current() == Surroundings.Current.INPUT) {
            throw new Untranslatable("there is no result where it stands");
        }
        boolean isCurrent = asked == surroundings.current();
        if (isCurrent && shifted) {
            needsCurrent = true;
            return Jq.atomic(isInput ? "$input" : "$result");
        }
        return isInput ? surroundings.input() : surroundings.result();
    }

    /** A path, or any value, as a stream of jq: arrays on the way are gone through. */
    String stream(Node node) throws Untranslatable {
        String each = " | " + help("each");
        if (!(node instanceof Node.Path path)) {
            return jq(node).text() + each;
        }
        Start start = start(path);
        StringBuilder stream = new StringBuilder(start.jq().operand());
        boolean many = path.root() instanceof Node.Elements || path.root() instanceof Node.Call;
        boolean before = shifted;
        for (Node.Step step : start.rest()) {
            switch (step) {
                case Node.Step.Field(String name) -> {
                    stream.append(many ? each : "")
                            .append(" | ")
                            .append(Jq.DATA.field(name).text());
                    many = true;
                }
                case Node.Step.Index(int index) ->
                    stream.append(" | ").append(Jq.DATA.index(index).text());
                case Node.Step.Filter(Node condition) -> {
                    shifted = true;
                    stream.append(each)
                            .append(" | select(")
                            .append(truth(condition).text())
                            .append(')');
                }
                case Node.Step.Each(Node expression) -> {
                    shifted = true;
                    stream.append(each).append(" | ").append(jq(expression).operand());
                }
            }
        }
        shifted = before;
        return stream.append(each).append(" | values").toString();
    }

    /** An expression on a value that is bound to the parameters of a function written in place. */
    Jq applied(Node function, String stream) throws Untranslatable {
        if (!(function instanceof Node.Lambda(List<String> parameters, Node body)) || parameters.size() != 1) {
            throw new Untranslatable("only a function of one parameter, written in place, is translated");
        }
        String name = parameters.getFirst();
        boolean isNew = bound.add(name);
        Jq jq = shifted(() -> jq(body));
        if (isNew) {
            bound.remove(name);
        }
        return Jq.compound(stream + " | . as $v_" + name + " | " + jq.operand());
    }

    /** Translates with {@code .} being something else. */
    Jq shifted(Translation translation) throws Untranslatable {
        boolean before = shifted;
        shifted = true;
        Jq jq = translation.jq();
        shifted = before;
        return jq;
    }

    /** A translation to be made later. */
    interface Translation {
        Jq jq() throws Untranslatable;
    }

    private Jq members(List<Node.Member> members) throws Untranslatable {
        Map<String, Jq> fields = new LinkedHashMap<>();
        for (Node.Member member : members) {
            if (!(member.name() instanceof Node.Literal(var name)) || !name.isTextual()) {
                throw new Untranslatable("the names of an object's properties must be written as texts");
            }
            fields.put(name.textValue(), jq(member.value()));
        }
        return Jq.object(fields);
    }

    private Jq elements(List<Node> elements) throws Untranslatable {
        List<Jq> all = new ArrayList<>();
        for (Node element : elements) {
            Jq jq = jq(element);
            all.add(element instanceof Node.Range ? Jq.compound(jq.operand() + "[]") : jq);
        }
        return Jq.array(all);
    }

    private Jq range(Node.Range range) throws Untranslatable {
        return Jq.atomic(
                "[range(" + jq(range.from()).operand() + "; " + jq(range.to()).operand() + " + 1)]");
    }

    private Jq block(List<Node> nodes) throws Untranslatable {
        StringBuilder bindings = new StringBuilder();
        Set<String> names = new HashSet<>();
        for (Node node : nodes.subList(0, nodes.size() - 1)) {
            if (!(node instanceof Node.Bind(String variable, Node value))) {
                throw new Untranslatable("before the last part of a sequence only values can be named");
            }
            bindings.append(jq(value).operand())
                    .append(" as $v_")
                    .append(variable)
                    .append(" | ");
            if (bound.add(variable)) {
                names.add(variable);
            }
        }
        Jq last = jq(nodes.getLast());
        bound.removeAll(names);
        return bindings.isEmpty() ? last : Jq.compound(bindings + last.text());
    }
}
