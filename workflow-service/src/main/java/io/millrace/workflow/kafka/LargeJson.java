package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.schemas.SecretReferences;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.Claim;
import io.millrace.schemas.blobs.LargeValues;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as records and states hold them: as text, or as a claim when they are large. It remembers which claim
 * stands for which tree, so that a run that carries a large value along neither reads nor writes it with every input.
 */
final class LargeJson {
    /** What a tree takes of memory for every byte of its text, roughly. */
    private static final int TREE_PER_BYTE = 4;

    private final LargeValues values;
    private final Cache<Place, JsonNode> trees;
    // Weak keys are compared by identity, as they have to be: comparing trees would cost more than writing them.
    private final Cache<JsonNode, Place> claims =
            Caffeine.newBuilder().weakKeys().build();

    /**
     * Where a value is kept.
     *
     * @param secretive whether it refers to secrets
     */
    private record Place(String tenant, String claim, boolean secretive) {}

    /**
     * Values of all runs.
     *
     * @param memory bytes that the trees of large values may take, roughly
     */
    LargeJson(LargeValues values, long memory) {
        this.values = values;
        this.trees = Caffeine.newBuilder()
                .maximumWeight(memory)
                .weigher((Place place, JsonNode tree) ->
                        (int) Math.min(Integer.MAX_VALUE, Claim.length(place.claim()) * TREE_PER_BYTE))
                .build();
    }

    LargeValues values() {
        return values;
    }

    /**
     * The text of a value with what it refers to of secrets, or a claim when it is large.
     *
     * @param inline characters of the largest value that stands as it is
     * @param most characters of the largest value that is kept elsewhere; a larger one stands as it is, too
     */
    String write(String tenant, JsonNode value, int inline, int most) {
        Place known = place(tenant, value);
        if (known != null) {
            return known.claim();
        }
        String text = JsonText.write(value);
        return text.length() <= inline || text.length() > most ? text : keep(tenant, value, text);
    }

    /** A claim on the text of a value, however small it is; the tree is forgotten, as nobody reads it for long. */
    String keepApart(String tenant, JsonNode value) {
        return values.keep(tenant, JsonText.write(value));
    }

    /** The text of a value whose secrets are masked, or a claim on such a text when it is large. */
    String writeMasked(String tenant, JsonNode value) {
        Place known = place(tenant, value);
        if (known != null && !known.secretive()) {
            return known.claim();
        }
        String text = JsonText.masked(value);
        if (text.length() <= values.limits().inline()) {
            return text;
        }
        return known != null || SecretReferences.in(JsonText.write(value))
                ? values.keep(tenant, text)
                : keep(tenant, value, text);
    }

    /** The text of a record with its secrets masked; a claim on a value that is lost stays what it is. */
    String masked(String tenant, String text) {
        if (!Claim.stands(text)) {
            return JsonText.maskedJson(text);
        }
        if (trees.getIfPresent(new Place(tenant, text, false)) != null) {
            return text;
        }
        try {
            String json = values.fromWire(tenant, text);
            return SecretReferences.inJson(json) ? values.keep(tenant, JsonText.maskedJson(json)) : text;
        } catch (BlobMissingException lost) {
            return text;
        }
    }

    /**
     * The value that a text or claim stands for.
     *
     * @throws IllegalArgumentException when it is neither
     * @throws BlobMissingException when the claim's value is not there
     */
    JsonNode read(String tenant, String text) {
        return read(tenant, text, JsonText::read);
    }

    /** The same for text of somebody else, in which nothing is taken for a reference to a secret. */
    JsonNode readFromOutside(String tenant, String text) {
        return read(tenant, text, JsonText::readFromOutside);
    }

    private JsonNode read(String tenant, String text, Function<String, JsonNode> reader) {
        if (!Claim.stands(text)) {
            return reader.apply(text);
        }
        Place place = new Place(tenant, text, false);
        JsonNode known = trees.getIfPresent(place);
        if (known != null) {
            return known;
        }
        String json = values.fromWire(tenant, text);
        JsonNode value = reader.apply(json);
        // Whether a reference counts depends on where it comes from, so a value with one is never shared.
        if (!SecretReferences.inJson(json)) {
            remember(place, value);
        }
        return value;
    }

    /** An empty object that is written as a claim. */
    JsonNode standIn(String tenant, String claim) {
        JsonNode nothing = JsonNodeFactory.instance.objectNode();
        claims.put(nothing, new Place(tenant, claim, false));
        return nothing;
    }

    private @Nullable Place place(String tenant, JsonNode value) {
        Place known = value.isContainerNode() ? claims.getIfPresent(value) : null;
        return known != null && known.tenant().equals(tenant) ? known : null;
    }

    private String keep(String tenant, JsonNode value, String text) {
        Place place = new Place(tenant, values.keep(tenant, text), SecretReferences.inJson(text));
        remember(place, value);
        return place.claim();
    }

    private void remember(Place place, JsonNode value) {
        if (value.isContainerNode()) {
            claims.put(value, place);
            if (!place.secretive()) {
                trees.put(place, value);
            }
        }
    }
}
