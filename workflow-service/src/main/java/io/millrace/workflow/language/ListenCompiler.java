package io.millrace.workflow.language;

import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Correlation;
import io.millrace.workflow.program.EventStrategy.Pattern;
import io.millrace.workflow.program.EventStrategy.Until;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.Reading;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Compiles {@code listen}, and the events that start runs. */
record ListenCompiler(ExpressionReader expressions, DataFlows flows, BiFunction<Part, Visible, TaskList> lists) {
    private static final List<String> STRATEGIES = List.of("one", "all", "any");
    private static final List<String> READINGS = List.of("data", "envelope", "raw");
    private static final int MOST_PATTERNS = 100;

    Optional<Task> listen(TaskHeader header, Part task, Part listen, Visible visible) {
        if (!listen.isObject("`listen`")) {
            return Optional.empty();
        }
        listen.allow("`listen`", List.of("to", "read"));
        Optional<ForEachEvent> each =
                task.get("foreach").filter(part -> part.isObject("`foreach`")).map(part -> each(part, visible));
        Reading read = listen.get("read").map(ListenCompiler::reading).orElse(Reading.DATA);
        return listen.required("to", "`listen`")
                .flatMap(to -> strategy(to, visible))
                .map(to -> new Task.Listen(header, to, read, each.orElse(null)));
    }

    /** What is read of an event; {@link Reading#DATA} if it cannot be told. */
    static Reading reading(Part read) {
        return read.word("`read`", READINGS)
                .map(word -> Reading.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Reading.DATA);
    }

    /** What is done with each event, or with each message of a subscription. */
    ForEachEvent each(Part each, Visible visible) {
        each.allow("`foreach`", List.of("item", "at", "do", "output", "export"));
        String item = each.get("item").flatMap(Names::variable).orElse("item");
        String at = each.get("at").flatMap(Names::variable).orElse("index");
        Visible inside = visible.with(item).with(at);
        DataFlow flow = flows.ofEvent(each, inside);
        TaskList body = each.get("do").map(list -> lists.apply(list, inside)).orElse(null);
        return new ForEachEvent(item, at, body, flow);
    }

    /** Reads which events are waited for; reported if it is not one of the three ways to say it. */
    Optional<EventStrategy> strategy(Part to, Visible visible) {
        return strategy(to, visible.inTask());
    }

    /**
     * As {@link #strategy(Part, Visible)}.
     *
     * @param variables that its expressions can use
     */
    Optional<EventStrategy> strategy(Part to, Set<String> variables) {
        return strategy(to, variables, true);
    }

    private Optional<EventStrategy> strategy(Part to, Set<String> variables, boolean outermost) {
        if (!to.isObject("What is listened to")) {
            return Optional.empty();
        }
        List<String> given = STRATEGIES.stream().filter(to::has).toList();
        if (given.size() != 1) {
            to.problem("Say which events are waited for by exactly one of " + Part.list(STRATEGIES) + ".");
            return Optional.empty();
        }
        boolean any = given.getFirst().equals("any");
        to.allow("what is listened to", any && outermost ? List.of("any", "until") : given);
        Part part = to.get(given.getFirst()).orElseThrow();
        return switch (given.getFirst()) {
            case "one" -> pattern(part, variables).map(EventStrategy.One::new);
            case "all" -> patterns(part, variables, 1).map(EventStrategy.All::new);
            default ->
                patterns(part, variables, 0)
                        .map(patterns -> new EventStrategy.Any(
                                patterns,
                                to.get("until")
                                        .flatMap(until -> until(until, variables))
                                        .orElse(null)));
        };
    }

    private Optional<Until> until(Part until, Set<String> variables) {
        if (until.node().isTextual() || until.node().isBoolean()) {
            return Optional.of(new Until.Holds(expressions.condition(until, variables)));
        }
        return strategy(until, variables, false).map(Until.Seen::new);
    }

    private Optional<List<Pattern>> patterns(Part list, Set<String> variables, int least) {
        if (!list.isArray("`" + list.name() + "`")) {
            return Optional.empty();
        }
        if (list.node().size() < least || list.node().size() > MOST_PATTERNS) {
            list.problem("`" + list.name() + "` must have " + least + " to " + MOST_PATTERNS + " event filters.");
            return Optional.empty();
        }
        return Optional.of(list.elements().stream()
                .flatMap(element -> pattern(element, variables).stream())
                .toList());
    }

    private Optional<Pattern> pattern(Part pattern, Set<String> variables) {
        if (!pattern.isObject("An event filter")) {
            return Optional.empty();
        }
        pattern.allow("an event filter", List.of("with", "correlate"));
        Map<String, Correlation> correlations = new LinkedHashMap<>();
        pattern.get("correlate").filter(part -> part.isObject("`correlate`")).ifPresent(all -> {
            for (Part one : all.properties()) {
                correlation(one, variables).ifPresent(correlation -> correlations.put(one.name(), correlation));
            }
        });
        return new EventParts(expressions).filter(pattern, variables).map(filter -> new Pattern(filter, correlations));
    }

    private Optional<Correlation> correlation(Part part, Set<String> variables) {
        if (!part.isObject("The correlation `" + part.name() + "`")) {
            return Optional.empty();
        }
        part.allow("a correlation", List.of("from", "expect"));
        Optional<Expression> expect = part.get("expect").map(value -> expressions.template(value, variables));
        return part.required("from", "A correlation")
                .filter(from -> from.text("`from`").isPresent())
                .map(from -> new Correlation(
                        ExpressionReader.jqOf(from),
                        // The same for every run, so that events need to be looked at only once.
                        expressions.condition(from, Set.of()),
                        expect.orElse(null)));
    }
}
