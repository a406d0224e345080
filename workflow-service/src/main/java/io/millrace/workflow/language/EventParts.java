package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.RegularExpressions;
import io.millrace.workflow.program.EventFilter;
import io.millrace.workflow.program.ExpressionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parts of a definition that describe CloudEvents: what is emitted, and what is waited for. */
record EventParts(ExpressionReader expressions) {

    // CloudEvents 1.0, section 3.1: names of attributes.
    private static final java.util.regex.Pattern ATTRIBUTE = java.util.regex.Pattern.compile("[a-z0-9]{1,40}");
    private static final int LARGEST_PATTERN = 1_000;

    /** The attributes of an {@code emit}. */
    static Optional<Part> emitted(Part emit) {
        if (!emit.isObject("`emit`")) {
            return Optional.empty();
        }
        emit.allow("`emit`", List.of("event"));
        Optional<Part> event = emit.required("event", "`emit`").filter(part -> part.isObject("`emit.event`"));
        event.ifPresent(part -> part.allow("`emit.event`", List.of("with")));
        Optional<Part> with = event.flatMap(part -> part.required("with", "`emit.event`"))
                .filter(part -> part.isObject("`emit.event.with`"));
        with.ifPresent(attributes -> {
            attributes.required("type", "An event").ifPresent(type -> type.text("The type of an event"));
            attributes.properties().forEach(EventParts::checkName);
        });
        return with;
    }

    private static void checkName(Part attribute) {
        if (!ATTRIBUTE.matcher(attribute.name()).matches()) {
            attribute.problem("`" + attribute.name() + "` cannot be the name of an attribute of an event: CloudEvents"
                    + " allows lower-case letters and digits only, at most 40.");
        }
    }

    /**
     * Reads {@code with}.
     *
     * @param variables that its expressions can use
     */
    Optional<EventFilter> filter(Part one, Set<String> variables) {
        Optional<Part> with = one.required("with", "An event filter").filter(part -> part.isObject("`with`"));
        if (with.isEmpty()) {
            return Optional.empty();
        }
        if (with.get().node().isEmpty()) {
            with.get()
                    .problem("An event filter must name at least one attribute, such as `type`; this one would take"
                            + " every event.");
        }
        Map<String, EventFilter.Test> tests = new LinkedHashMap<>();
        for (Part attribute : with.get().properties()) {
            checkName(attribute);
            test(attribute, variables).ifPresent(test -> tests.put(attribute.name(), test));
        }
        return Optional.of(new EventFilter(tests));
    }

    private Optional<EventFilter.Test> test(Part attribute, Set<String> variables) {
        JsonNode value = attribute.node();
        if (!value.isTextual()) {
            if (value.isContainerNode() && !attribute.name().equals("data")) {
                attribute.problem("The `" + attribute.name() + "` of an event is a text.");
            }
            return Optional.of(new EventFilter.Test.Equals(value));
        }
        String text = value.textValue();
        if (Expressions.embedded(text).isPresent()) {
            return Optional.of(new EventFilter.Test.Holds(expressions.condition(attribute, variables)));
        }
        if (!text.startsWith("^") || !text.endsWith("$")) {
            return Optional.of(new EventFilter.Test.Equals(value));
        }
        try {
            Pattern pattern = RegularExpressions.compile(text, 0);
            if (pattern.programSize() <= LARGEST_PATTERN) {
                return Optional.of(new EventFilter.Test.Fits(pattern));
            }
            attribute.problem("The regular expression `" + text + "` is too large for an event filter.");
        } catch (ExpressionException invalid) {
            attribute.problem(invalid.getMessage());
        }
        return Optional.empty();
    }
}
