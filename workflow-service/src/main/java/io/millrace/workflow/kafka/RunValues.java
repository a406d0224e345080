package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.Claim;
import io.millrace.workflow.codec.JsonForm;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads or writes the values of one run once, and sees how large they are and whether one is lost. */
final class RunValues implements JsonForm {
    private final LargeJson json;
    private final int inline;
    private final int most;
    private long largest;
    private long data;
    private @Nullable String lost;

    /**
     * Values not seen yet.
     *
     * @param inline characters of the largest value that stands as it is
     * @param most characters of the largest value that is kept elsewhere; a larger one stands as it is, too
     */
    RunValues(LargeJson json, int inline, int most) {
        this.json = json;
        this.inline = inline;
        this.most = most;
    }

    @Override
    public String write(String tenant, JsonNode value) {
        String text = json.write(tenant, value, inline, most);
        see(text);
        return text;
    }

    @Override
    public String keepApart(String tenant, JsonNode value) {
        String text = json.keepApart(tenant, value);
        see(text);
        return text;
    }

    @Override
    public void passOn(String text) {
        see(text);
    }

    @Override
    public JsonNode read(String tenant, String text) {
        return read(tenant, text, json::read);
    }

    /** The same for text of somebody else, in which nothing is taken for a reference to a secret. */
    JsonNode readFromOutside(String tenant, String text) {
        return read(tenant, text, json::readFromOutside);
    }

    /**
     * The value. When it cannot be had, {@link #lost} says why, and an empty object stands for it, which is written as
     * the same claim again: whoever brings the value back can go on.
     */
    private JsonNode read(String tenant, String text, BiFunction<String, String, JsonNode> reader) {
        see(text);
        try {
            return reader.apply(tenant, text);
        } catch (BlobMissingException e) {
            lost = String.valueOf(e.getMessage());
            return json.standIn(tenant, text);
        }
    }

    /** Which value cannot be had, and why; null when all are there. */
    @Nullable
    String lost() {
        return lost;
    }

    /** What was seen so far, with a state of so many bytes. */
    RunSize size(long state) {
        return new RunSize(state, largest, data);
    }

    private void see(String text) {
        long length = Claim.length(text);
        largest = Math.max(largest, length);
        data += length;
    }
}
