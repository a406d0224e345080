package io.millrace.schemas.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2, and JSON as a part of it, from whoever sends it: with limits on size, nesting and what aliases expand
 * to, without tags of its own, and without names given twice.
 */
public final class DocumentReader {

    /** The longest text, in characters. */
    public static final int LONGEST = 1 << 20;

    /** How deep objects and arrays may be nested. */
    public static final int DEEPEST = 64;

    /** How many values a document may have once its aliases are expanded. */
    public static final int MOST_VALUES = 200_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("document")
            .setCodePointLimit(LONGEST + 1)
            .build();

    /** What was read. */
    public sealed interface Reading {

        /** A document. */
        record Document(JsonNode root) implements Reading {}

        /** A text that is no acceptable document, and why. */
        record Unreadable(List<Problem> problems) implements Reading {}
    }

    /** Ends the reading of a text in which nothing after a problem can be understood. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stop() {
            super(null, null, false, false);
        }
    }

    private record Anchored(JsonNode node, int values, int characters, int levels) {}

    private final Iterator<Event> events;
    private final @Nullable Positions positions;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int values;
    private int characters;
    private int deepest;

    private DocumentReader(Iterator<Event> events, @Nullable Positions positions) {
        this.events = events;
        this.positions = positions;
    }

    /** Reads a document. */
    public static Reading read(String text) {
        return read(text, null);
    }

    /** Finds where the parts of a document stand, which only matters when something is wrong with it. */
    public static Positions positions(String text) {
        Positions positions = new Positions();
        read(text, positions);
        return positions;
    }

    private static Reading read(String text, @Nullable Positions positions) {
        if (text.length() > LONGEST) {
            return unreadable(
                    1,
                    1,
                    "The document is " + text.length() + " characters long; at most " + LONGEST + " are allowed.");
        }
        if (text.isBlank()) {
            return unreadable(1, 1, "The document is empty; it must be a YAML or JSON document.");
        }
        DocumentReader reader = new DocumentReader(
                new Parse(SETTINGS).parseString(Scalars.withoutTabs(text)).iterator(), positions);
        try {
            JsonNode root = reader.document();
            return reader.problems.isEmpty() ? new Reading.Document(root) : new Reading.Unreadable(reader.problems);
        } catch (MarkedYamlEngineException invalid) {
            Mark mark = invalid.getProblemMark().or(invalid::getContextMark).orElse(null);
            reader.add(mark, "This is not valid YAML: " + sentence(invalid));
            return new Reading.Unreadable(reader.problems);
        } catch (YamlEngineException invalid) {
            return unreadable(1, 1, "This is not valid YAML: " + invalid.getMessage());
        } catch (Stop stop) {
            return new Reading.Unreadable(reader.problems);
        }
    }

    private static String sentence(MarkedYamlEngineException invalid) {
        String context = invalid.getContext() == null ? "" : invalid.getContext() + ", ";
        return context + invalid.getProblem() + ".";
    }

    private static Reading unreadable(int line, int column, String detail) {
        return new Reading.Unreadable(List.of(new Problem("", line, column, detail)));
    }

    private JsonNode document() {
        Event event = next();
        while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart) {
            event = next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw stop(null, "The document is empty; it must be a YAML or JSON document.");
        }
        JsonNode root = node(event, "", 0);
        while (events.hasNext()) {
            Event rest = next();
            if (rest.getEventId() == Event.ID.DocumentStart) {
                throw stop(
                        rest.getStartMark().orElse(null),
                        "There is more than one document in the text; remove the line `---` and what follows.");
            }
        }
        return root;
    }

    private Event next() {
        return events.next();
    }

    private JsonNode node(Event event, String pointer, int depth) {
        if (positions != null && event.getStartMark().isPresent()) {
            positions.put(pointer, position(event.getStartMark().get()));
        }
        return value(event, pointer, depth);
    }

    private JsonNode value(Event event, String pointer, int depth) {
        Mark mark = event.getStartMark().orElse(null);
        if (event instanceof AliasEvent alias) {
            return expand(alias, depth, mark);
        }
        count(1, 0, mark);
        int before = values;
        int charactersBefore = characters;
        int deepestBefore = deepest;
        deepest = depth;
        JsonNode node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar, mark);
            case SequenceStartEvent start -> array(start, pointer, depth + 1, mark);
            case MappingStartEvent start -> object(start, pointer, depth + 1, mark);
            default -> throw new IllegalStateException("YAML event " + event.getEventId() + " in place of a value");
        };
        if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
            anchors.put(
                    anchored.getAnchor().get(),
                    new Anchored(node, values - before + 1, characters - charactersBefore, deepest - depth));
        }
        deepest = Math.max(deepest, deepestBefore);
        return node;
    }

    private JsonNode expand(AliasEvent alias, int depth, @Nullable Mark mark) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw stop(mark, "The alias `*" + alias.getAlias() + "` refers to nothing before it, or to itself.");
        }
        count(anchored.values(), anchored.characters(), mark);
        checkDepth(depth + anchored.levels(), mark);
        deepest = Math.max(deepest, depth + anchored.levels());
        return anchored.node();
    }

    private void count(int more, int text, @Nullable Mark mark) {
        values += more;
        // Neither part can exceed the limit before, so the sum cannot overflow.
        characters += text;
        if (characters > LONGEST) {
            throw stop(
                    mark,
                    "The document has more than " + LONGEST
                            + " characters when its aliases are written out; use fewer aliases.");
        }
        if (values > MOST_VALUES) {
            throw stop(
                    mark,
                    "The document has more than " + MOST_VALUES
                            + " values when its aliases are written out; use fewer aliases.");
        }
    }

    private void checkDepth(int depth, @Nullable Mark mark) {
        if (depth > DEEPEST) {
            throw stop(mark, "The document is nested deeper than " + DEEPEST + " levels.");
        }
    }

    private ArrayNode array(SequenceStartEvent start, String pointer, int depth, @Nullable Mark mark) {
        checkDepth(depth, mark);
        checkTag(start.getTag(), mark);
        deepest = Math.max(deepest, depth);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            array.add(node(event, positions == null ? "" : pointer + "/" + array.size(), depth));
        }
        return array;
    }

    private ObjectNode object(MappingStartEvent start, String pointer, int depth, @Nullable Mark mark) {
        checkDepth(depth, mark);
        checkTag(start.getTag(), mark);
        deepest = Math.max(deepest, depth);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Mark keyMark = event.getStartMark().orElse(null);
            if (!(event instanceof ScalarEvent key)) {
                throw stop(keyMark, "The name of a property must be a plain text.");
            }
            String name = key.getValue();
            count(0, name.length(), keyMark);
            if (name.equals("<<") && key.isPlain()) {
                add(keyMark, "The merge key `<<` is not part of YAML 1.2; write the properties out.");
            }
            String child = positions == null ? "" : Pointers.child(pointer, name);
            Event valueEvent = next();
            if (object.has(name)) {
                add(keyMark, "The property `" + name + "` is given twice.");
                value(valueEvent, child, depth);
                continue;
            }
            object.set(name, value(valueEvent, child, depth));
            if (positions != null && keyMark != null) {
                positions.put(child, position(keyMark));
            }
        }
        return object;
    }

    private JsonNode scalar(ScalarEvent scalar, @Nullable Mark mark) {
        String tag = scalar.getTag().orElse("");
        count(0, scalar.getValue().length(), mark);
        checkTag(scalar.getTag(), mark);
        if (tag.endsWith(":str") || tag.equals("!") || (!scalar.isPlain() && tag.isEmpty())) {
            return JsonNodeFactory.instance.textNode(scalar.getValue());
        }
        JsonNode resolved = Scalars.resolve(scalar.getValue());
        if (resolved == null) {
            add(
                    mark,
                    "`" + Scalars.shorten(scalar.getValue()) + "` is a number that JSON cannot hold; write it as a text"
                            + " in quotes.");
            return JsonNodeFactory.instance.nullNode();
        }
        return resolved;
    }

    private void checkTag(Optional<String> tag, @Nullable Mark mark) {
        if (tag.isPresent() && !tag.get().equals("!") && !Scalars.TAGS.contains(tag.get())) {
            add(mark, "The tag `" + tag.get() + "` is not allowed; a document consists of plain values.");
        }
    }

    private Stop stop(@Nullable Mark mark, String detail) {
        add(mark, detail);
        return new Stop();
    }

    private void add(@Nullable Mark mark, String detail) {
        Positions.Position position = mark == null ? new Positions.Position(1, 1) : position(mark);
        problems.add(new Problem("", position.line(), position.column(), detail));
    }

    private static Positions.Position position(Mark mark) {
        return new Positions.Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
