package io.millrace.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Effect.Interest;
import io.millrace.workflow.engine.Matching;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Until;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Schedule;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers events until they start a run together (language.md, 2.4). An event joins the oldest group that still waits
 * for it, or opens another one; so two orders that are half complete at the same time do not get in each other's way.
 */
final class Gathering {
    /** Groups that wait at the same time; more than that drop the oldest. */
    static final int MOST_GROUPS = 1_000;

    private static final String ENDING = "until/";

    private Gathering() {}

    /** What has to be delivered for a strategy. */
    static Effect.Subscribe subscription(int position, EventStrategy strategy) {
        Map<String, JsonNode> expected = expected(strategy);
        List<Interest> interests = new ArrayList<>(Matching.interests(strategy, "", expected));
        EventStrategy end = ending(strategy);
        if (end != null) {
            interests.addAll(Matching.interests(end, ENDING, expected));
        }
        return new Effect.Subscribe(position, interests);
    }

    /**
     * Where an event belongs.
     *
     * @param group the one that takes it
     * @param opens whether the group is a new one
     * @param ends whether it is one of the events that end the gathering
     */
    record Place(Group group, boolean opens, boolean ends, Matching.Match match) {}

    /** Where an event belongs; null when it is not waited for. */
    static @Nullable Place place(ScheduleState.Memory memory, EventStrategy strategy, JsonNode event) {
        for (Group group : memory.groups()) {
            EventStrategy end = ending(strategy);
            Matching.Match ends = end == null
                    ? null
                    : new Matching(end, ENDING, group.expected(), Variables.NONE).of(event, group.ending());
            if (ends != null) {
                return new Place(group, false, true, ends);
            }
            Matching.Match joins = new Matching(strategy, "", group.expected(), Variables.NONE).of(event, group.met());
            if (joins != null) {
                return new Place(group, false, false, joins);
            }
        }
        Group opened = Group.opened(memory.counters().group() + 1, expected(strategy));
        Matching.Match first = new Matching(strategy, "", opened.expected(), Variables.NONE).of(event, List.of());
        return first == null ? null : new Place(opened, true, false, first);
    }

    static void take(
            Round round, Identity definition, Schedule schedule, Place place, ScheduleInput.DeliverEvent delivered) {
        int number = place.group().number();
        Matching.Match match = place.match();
        if (place.opens()) {
            if (round.memory().groups().size() >= MOST_GROUPS) {
                round.note(new ScheduleEvent.GroupGivenUp(
                        round.memory().groups().getFirst().number()));
            }
            round.note(new ScheduleEvent.GroupOpened(number, place.group().expected()));
        }
        round.note(
                place.ends()
                        ? new ScheduleEvent.EndingEventTaken(
                                number,
                                delivered.partition(),
                                delivered.offset(),
                                name(delivered.event()),
                                match.met(),
                                match.expected())
                        : new ScheduleEvent.EventTaken(
                                number,
                                delivered.partition(),
                                delivered.offset(),
                                name(delivered.event()),
                                schedule.read().of(delivered.event()),
                                match.met(),
                                match.expected()));
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        round.memory().groups().stream()
                .filter(group -> group.number() == number)
                .forEach(group -> items.addAll(group.items()));
        if (match.enough() || (!place.ends() && holds(schedule.on(), items))) {
            round.cause(definition, Kind.ON, Integer.toString(number), items);
            round.note(new ScheduleEvent.GroupClosed(number));
        }
    }

    /** What makes an event one and the same, by CloudEvents 1.0, section 3.1. */
    static String name(JsonNode event) {
        return event.path("source").asText() + " " + event.path("id").asText();
    }

    private static Map<String, JsonNode> expected(EventStrategy strategy) {
        Map<String, JsonNode> expected =
                new HashMap<>(Matching.expectations(strategy, "", NullNode.getInstance(), Variables.NONE));
        EventStrategy end = ending(strategy);
        if (end != null) {
            expected.putAll(Matching.expectations(end, ENDING, NullNode.getInstance(), Variables.NONE));
        }
        return expected;
    }

    private static @Nullable EventStrategy ending(EventStrategy strategy) {
        return strategy instanceof EventStrategy.Any any && any.until() instanceof Until.Seen(EventStrategy end)
                ? end
                : null;
    }

    /** Whether the condition of {@code until} holds; one that fails on these events does not. */
    private static boolean holds(@Nullable EventStrategy strategy, ArrayNode items) {
        if (!(strategy instanceof EventStrategy.Any any && any.until() instanceof Until.Holds(Expression condition))) {
            return false;
        }
        try {
            return Expression.truthy(condition.evaluate(items, Variables.NONE));
        } catch (ExpressionException doesNotFitTheseEvents) {
            return false;
        }
    }
}
