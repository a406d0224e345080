package io.millrace.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
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
 * Reads JSON and YAML 1.2 with the place of every value. It reads what other people wrote, so it has limits on size,
 * nesting and what aliases expand to.
 */
public final class SourceText {

    /** The longest text, in characters. */
    public static final int LONGEST = 1 << 20;

    /** How deep objects and arrays may be nested. */
    static final int DEEPEST = 64;

    /** How many values a source may have once its aliases are expanded. */
    static final int MOST_VALUES = 100_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("source")
            .setCodePointLimit(LONGEST + 1)
            .setMaxAliasesForCollections(1_000)
            .build();

    private record Anchored(JsonNode node, int values, int levels) {}

    private final Iterator<Event> events;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;
    private int deepest;

    private SourceText(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * Reads a text.
     *
     * @return the root, with nothing taken yet
     * @throws UnreadableSource if it is not JSON or YAML, or exceeds a limit
     */
    public static Field read(String text) {
        if (text.length() > LONGEST) {
            throw new UnreadableSource(
                    Place.START,
                    "The file is " + text.length() + " characters long; at most " + LONGEST + " are allowed.");
        }
        SourceText reader = new SourceText(
                new Parse(SETTINGS).parseString(withoutTabs(text)).iterator());
        try {
            JsonNode root = reader.document();
            return new Field(root, "", "", new Ledger(reader.places));
        } catch (MarkedYamlEngineException invalid) {
            Mark mark = invalid.getProblemMark().or(invalid::getContextMark).orElse(null);
            throw new UnreadableSource(place(mark), "This is neither JSON nor YAML: " + invalid.getProblem() + ".");
        } catch (YamlEngineException | NoSuchElementException invalid) {
            throw new UnreadableSource(
                    Place.START,
                    "This is neither JSON nor YAML: "
                            + String.valueOf(invalid.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("it ends too early") + ".");
        }
    }

    /** JSON may be indented by tabs and YAML may not; in a text that begins like JSON they count as spaces. */
    private static String withoutTabs(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") || text.indexOf('\t') < 0) {
            return text;
        }
        StringBuilder spaced = new StringBuilder(text);
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\t' && !quoted) {
                spaced.setCharAt(i, ' ');
            }
        }
        return spaced.toString();
    }

    private JsonNode document() {
        Event event = events.next();
        while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart) {
            event = events.next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw new UnreadableSource(Place.START, "The file is empty.");
        }
        JsonNode root = node(event, "", 0);
        while (events.hasNext()) {
            Event rest = events.next();
            if (rest.getEventId() == Event.ID.DocumentStart) {
                throw stop(rest, "There is more than one document in the file; keep one of them.");
            }
        }
        return root;
    }

    private JsonNode node(Event event, String pointer, int depth) {
        places.putIfAbsent(pointer, place(event));
        if (event instanceof AliasEvent alias) {
            return expand(alias, depth);
        }
        count(1, event);
        int before = values;
        int deepestBefore = deepest;
        deepest = depth;
        JsonNode node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent _ -> array(event, pointer, depth + 1);
            case MappingStartEvent _ -> object(event, pointer, depth + 1);
            default -> throw stop(event, "There is no value where one should be.");
        };
        if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
            anchors.put(
                    anchored.getAnchor().get().getValue(), new Anchored(node, values - before + 1, deepest - depth));
        }
        deepest = Math.max(deepest, deepestBefore);
        return node;
    }

    private JsonNode expand(AliasEvent alias, int depth) {
        Anchored anchored = anchors.get(alias.getAlias().getValue());
        if (anchored == null) {
            throw stop(alias, "The alias `*" + alias.getAlias() + "` refers to nothing before it, or to itself.");
        }
        count(anchored.values(), alias);
        enter(alias, depth + anchored.levels());
        return anchored.node();
    }

    private void count(int more, Event event) {
        values += more;
        if (values > MOST_VALUES) {
            throw stop(
                    event,
                    "The file has more than " + MOST_VALUES + " values when its aliases are written out; that is too"
                            + " many.");
        }
    }

    private void enter(Event event, int depth) {
        if (depth > DEEPEST) {
            throw stop(event, "The file is nested deeper than " + DEEPEST + " levels.");
        }
        deepest = Math.max(deepest, depth);
    }

    private ArrayNode array(Event start, String pointer, int depth) {
        enter(start, depth);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            array.add(node(event, Field.child(pointer, String.valueOf(array.size())), depth));
        }
        return array;
    }

    private ObjectNode object(Event start, String pointer, int depth) {
        enter(start, depth);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw stop(event, "The name of a property must be a plain text.");
            }
            String name = key.getValue();
            if (name.equals("<<") && key.isPlain()) {
                throw stop(event, "The merge key `<<` is not part of YAML 1.2; write the properties out.");
            }
            if (object.has(name)) {
                throw stop(event, "The property `" + Field.shorten(name) + "` is given twice.");
            }
            String child = Field.child(pointer, name);
            places.put(child, place(event));
            object.set(name, node(events.next(), child, depth));
        }
        return object;
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        String tag = scalar.getTag().orElse("");
        if (tag.endsWith(":str") || !scalar.isPlain()) {
            return JsonNodeFactory.instance.textNode(scalar.getValue());
        }
        if (!tag.isEmpty() && !tag.startsWith("tag:yaml.org,2002:")) {
            // Such as CloudFormation's !Sub and !GetAtt: what they come to is known at its deployment only.
            throw stop(scalar, "The tag `" + Field.shorten(tag) + "` is not allowed; replace it by its value.");
        }
        @Nullable JsonNode value = PlainWords.resolve(scalar.getValue());
        if (value == null) {
            throw stop(
                    scalar,
                    "`" + Field.shorten(scalar.getValue()) + "` is a number that JSON cannot hold; put it in quotes.");
        }
        return value;
    }

    private static UnreadableSource stop(Event event, String sentence) {
        return new UnreadableSource(place(event), sentence);
    }

    private static Place place(Event event) {
        return place(event.getStartMark().orElse(null));
    }

    private static Place place(@Nullable Mark mark) {
        return Optional.ofNullable(mark)
                .map(found -> new Place(found.getLine() + 1, found.getColumn() + 1))
                .orElse(Place.START);
    }
}
