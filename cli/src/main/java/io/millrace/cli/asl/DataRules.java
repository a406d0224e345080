package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Shape;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import io.millrace.cli.jsonpath.JsonPath;
import io.millrace.cli.source.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a state does with its data, by its query language.
 *
 * @param templates the query language
 * @param state where it stands
 * @param iterated whether it is done for each of several items
 */
record DataRules(Templates templates, Field state, boolean iterated) {

    private static final Jq EMPTY = Jq.atomic("{}");

    boolean isJsonata() {
        return templates == Templates.JSONATA;
    }

    /** Around expressions on the state's input: with JSONPath on the part of it that {@code InputPath} chooses. */
    Surroundings input() {
        Surroundings whole = place(Surroundings.ofInput(state.name()));
        return isJsonata() ? whole : whole.withInput(path("InputPath", whole));
    }

    Surroundings place(Surroundings plain) {
        return iterated ? plain.with(Surroundings.ITEM) : plain;
    }

    /** Around what the action is given, which is where a callback's token can be handed over. */
    Surroundings handing() {
        boolean waits = state.node().path("Resource").asText().endsWith(".waitForTaskToken");
        return waits ? input().with(Surroundings.CALLBACK) : input();
    }

    /** What the action is given; the state's input, unless the property says otherwise. */
    Value payload(String property) {
        Surroundings input = handing();
        return state.get(property)
                .map(field -> templates.template(field, input))
                .orElseGet(() -> new Value.Computed(input.input()));
    }

    /**
     * The data around an action that has a result.
     *
     * @param result what the source sees as the result, computed on what the action gives
     */
    Shape around(Value input, Jq result) {
        Surroundings place = place(Surroundings.ofResult(state.name()));
        if (isJsonata()) {
            Value output = state.get("Output")
                    .map(field -> templates.template(field, place))
                    .orElse(Value.data());
            Optional<Value> variables = state.get("Assign").map(field -> templates.template(field, place));
            return new Shape(input, after(result, output), variables.map(value -> after(result, value)));
        }
        Surroundings onResult = place.withInput(Jq.DATA);
        Jq selected = state.get("ResultSelector")
                .map(field -> templates.template(field, onResult).toJq())
                .orElse(Jq.DATA);
        Optional<Value> variables = state.get("Assign").map(field -> templates.template(field, onResult));
        Jq merged = merged(state, result.pipe(selected), Jq.atomic("$input"));
        return new Shape(
                input,
                new Value.Computed(merged.pipe(path("OutputPath", place(Surroundings.ofInput(state.name()))))),
                variables.map(value -> after(result, value)));
    }

    private static Value after(Jq result, Value value) {
        return value.isData() ? new Value.Computed(result) : value.after(result);
    }

    /** What a state without a result gives: its input, unless the state says otherwise. */
    Value passed() {
        Surroundings input = input();
        if (isJsonata()) {
            return state.get("Output")
                    .map(field -> templates.template(field, input))
                    .orElse(Value.data());
        }
        return new Value.Computed(input.input().pipe(path("OutputPath", place(Surroundings.ofInput(state.name())))));
    }

    /** What a pass state gives. */
    Value made() {
        if (isJsonata()) {
            return passed();
        }
        Value payload = state.get("Result")
                .<Value>map(field -> new Value.Fixed(field.value()))
                .orElseGet(() -> payload("Parameters"));
        Jq output = path("OutputPath", place(Surroundings.ofInput(state.name())));
        boolean replaces = state.peek("ResultPath")
                .map(path -> path.node().asText().equals("$"))
                .orElse(true);
        if (replaces && output.equals(Jq.DATA)) {
            state.get("ResultPath");
            return payload;
        }
        return new Value.Computed(merged(state, payload.toJq(), Jq.DATA).pipe(output));
    }

    /** What the state adds to the variables without having a result. */
    Optional<Value> assigned(Field owner) {
        return owner.get("Assign").map(field -> templates.template(field, input()));
    }

    /**
     * A result put into the state's input, as a {@code ResultPath} says.
     *
     * @param owner what has the path: a state or one of its catchers
     * @param raw the state's input
     */
    static Jq merged(Field owner, Jq result, Jq raw) {
        Optional<Field> path = owner.get("ResultPath");
        if (path.isEmpty()) {
            return result;
        }
        if (path.get().node().isNull()) {
            return raw;
        }
        try {
            List<String> names = JsonPath.reference(path.get().text().orElse("$"));
            if (names.isEmpty()) {
                return result;
            }
            if (names.size() == 1) {
                return Jq.compound(raw.text() + " + "
                        + Jq.object(Map.of(names.getFirst(), result)).text());
            }
            Jq keys = Jq.array(names.stream().map(Jq::text).toList());
            return Jq.compound(result.operand() + " as $value | "
                    + raw.pipe(Jq.compound("setpath(" + keys.text() + "; $value)"))
                            .text());
        } catch (Untranslatable untranslatable) {
            path.get()
                    .lost("`ResultPath` was left out: " + untranslatable.reason() + ". The result takes the place of"
                            + " the whole input.");
            return result;
        }
    }

    /** The part of the data a path chooses: all of it without one, an empty object for null. */
    private Jq path(String property, Surroundings surroundings) {
        return state.get(property)
                .map(field -> field.node().isNull()
                        ? EMPTY
                        : templates.expression(field, surroundings).toJq())
                .orElse(Jq.DATA);
    }

    /** A number that may be written down, computed, or given by a path. */
    Optional<Value> amount(String property) {
        if (isJsonata() && state.peek(property).filter(Templates::isJsonata).isPresent()) {
            return state.get(property).map(field -> templates.expression(field, input()));
        }
        if (!isJsonata() && state.has(property + "Path")) {
            return state.get(property + "Path").map(field -> templates.expression(field, input()));
        }
        return state.number(property)
                .map(number -> new Value.Fixed(JsonNodeFactory.instance.numberNode(number.longValue())));
    }
}
