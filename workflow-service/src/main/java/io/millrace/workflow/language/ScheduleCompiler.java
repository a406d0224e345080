package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.documents.Scalars;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.program.Cron;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.EventFilter;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Pattern;
import io.millrace.workflow.program.EventStrategy.Until;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Missed;
import io.millrace.workflow.program.Reading;
import io.millrace.workflow.program.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code schedule}: what starts runs without anybody asking (language.md, 2.4 and decision 8). */
record ScheduleCompiler(ExpressionReader expressions, ListenCompiler events) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_MADE_UP = 100;

    /**
     * What starts runs.
     *
     * @param startsOn events that start a run, each on its own
     * @param schedule null when there is none
     */
    record Starts(List<EventFilter> startsOn, @Nullable Schedule schedule) {}

    Starts starts(Part document) {
        Optional<Part> vendor = document.get("document").flatMap(head -> Vendor.of(head, Vendor.OF_DEFINITION));
        ZoneId zone = vendor.flatMap(part -> part.get("zone"))
                .flatMap(ScheduleCompiler::zone)
                .orElse(ZoneOffset.UTC);
        Missed missed = vendor.flatMap(part -> part.get("missed"))
                .flatMap(ScheduleCompiler::missed)
                .orElse(new Missed.Latest(1));
        Optional<Part> schedule = document.get("schedule").filter(part -> part.isObject("`schedule`"));
        if (schedule.isEmpty()) {
            return new Starts(List.of(), null);
        }
        Part part = schedule.get();
        part.allow("`schedule`", List.of("every", "cron", "after", "on", "read"));
        Duration every = part.get("every").flatMap(this::period).orElse(null);
        Cron cron =
                part.get("cron").flatMap(text -> CronReader.read(text, zone)).orElse(null);
        Duration after = part.get("after").flatMap(this::constant).orElse(null);
        Reading read = part.get("read").map(ListenCompiler::reading).orElse(Reading.DATA);
        EventStrategy on = part.get("on").flatMap(this::on).orElse(null);
        List<EventFilter> alone = on == null ? List.of() : alone(on);
        EventStrategy together = alone.isEmpty() ? on : null;
        return new Starts(alone, new Schedule(text(part.node(), vendor), every, cron, after, together, read, missed));
    }

    /** What makes one schedule differ from another, whatever else of the definition changes. */
    private static String text(JsonNode schedule, Optional<Part> vendor) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.set("schedule", schedule);
        vendor.ifPresent(part -> List.of("zone", "missed")
                .forEach(name -> part.get(name).ifPresent(value -> text.set(name, value.node()))));
        return text.toString();
    }

    private Optional<Duration> period(Part every) {
        Optional<Duration> period = constant(every);
        if (period.isPresent() && period.get().compareTo(SHORTEST) < 0) {
            every.problem("`every` must be at least one second.");
            return Optional.empty();
        }
        return period;
    }

    private Optional<Duration> constant(Part part) {
        if (!(expressions.duration(part, Set.of()) instanceof Constant duration)) {
            part.problem("`" + part.name() + "` of `schedule` must be a duration, not an expression: before a run there"
                    + " is nothing to compute it from.");
            return Optional.empty();
        }
        try {
            return Optional.of(Durations.of(duration.value()));
        } catch (ExpressionException reportedWhereItWasRead) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(Part zone) {
        Optional<String> name = zone.text("`zone`");
        try {
            return name.map(ZoneId::of);
        } catch (DateTimeException unknown) {
            String hint = NearMiss.hint(name.orElse(""), ZoneId.getAvailableZoneIds().stream());
            zone.problem("There is no time zone `" + Scalars.shorten(name.orElse("")) + "`; write a name of the IANA"
                    + " database such as `Europe/Berlin`, or an offset such as `+05:30`." + hint);
            return Optional.empty();
        }
    }

    private static Optional<Missed> missed(Part missed) {
        String text = missed.text("`missed`").orElse("last");
        return switch (text) {
            case "none" -> Optional.of(new Missed.Latest(0));
            case "last" -> Optional.of(new Missed.Latest(1));
            case "all" -> Optional.of(new Missed.All());
            default -> {
                String number = text.startsWith("max:") ? text.substring("max:".length()) : "";
                int most = number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : 0;
                if (most < 1 || most > MOST_MADE_UP) {
                    missed.problem(
                            "`missed` says which due times are made up for after an outage: `none`, `last`, `all`"
                                    + " or `max:` with a number from 1 to " + MOST_MADE_UP + "; `"
                                    + Scalars.shorten(text)
                                    + "` is none of them.");
                    yield Optional.empty();
                }
                yield Optional.of(new Missed.Latest(most));
            }
        };
    }

    private Optional<EventStrategy> on(Part on) {
        Optional<EventStrategy> strategy = events.strategy(on, Set.of());
        strategy.filter(given -> given.patterns().isEmpty())
                .ifPresent(_ -> on.problem("`schedule.on.any` must name at least one event: a run for every event of"
                        + " the tenant would also be started by the events of its own runs."));
        strategy.ifPresent(given -> checkExpected(on, given));
        return strategy;
    }

    private static void checkExpected(Part on, EventStrategy strategy) {
        boolean computed = strategy.patterns().stream()
                .flatMap(pattern -> pattern.correlate().values().stream())
                .anyMatch(correlation -> correlation.expect() != null && !(correlation.expect() instanceof Constant));
        if (computed) {
            on.problem(
                    "`expect` of a correlation in `schedule` must be a value, not an expression: before a run there is"
                            + " nothing to compute it from.");
        }
        if (strategy instanceof EventStrategy.Any any && any.until() instanceof Until.Seen(EventStrategy ending)) {
            checkExpected(on, ending);
        }
    }

    /** The filters of a strategy of which each single event is enough; empty when some must come together. */
    private static List<EventFilter> alone(EventStrategy strategy) {
        boolean single = strategy instanceof EventStrategy.One
                || (strategy instanceof EventStrategy.Any any && any.until() == null)
                || (strategy instanceof EventStrategy.All && strategy.patterns().size() == 1);
        return single
                        && strategy.patterns().stream()
                                .allMatch(pattern -> pattern.correlate().isEmpty())
                ? strategy.patterns().stream().map(Pattern::filter).toList()
                : List.of();
    }
}
