package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.blobs.Claim;
import io.millrace.workflow.codec.JsonForm;

/** Sees how large the values of a run are, as {@link RunValues} does, but keeps none of them. */
final class MeasuredValues implements JsonForm {
    private static final String ANY = "0".repeat(64);

    private final int inline;
    private long largest;
    private long data;

    /**
     * Values not seen yet.
     *
     * @param inline characters of the largest value that would stand as it is
     */
    MeasuredValues(int inline) {
        this.inline = inline;
    }

    @Override
    public String write(String tenant, JsonNode value) {
        return write(value, inline);
    }

    @Override
    public String keepApart(String tenant, JsonNode value) {
        return write(value, 0);
    }

    private String write(JsonNode value, int longest) {
        String text = JsonText.write(value);
        largest = Math.max(largest, text.length());
        data += text.length();
        return text.length() <= longest ? text : new Claim(ANY, text.length()).toString();
    }

    @Override
    public JsonNode read(String tenant, String text) {
        throw new UnsupportedOperationException("a state that was only measured is nowhere to be read");
    }

    /** What was seen so far, with a state of so many bytes. */
    RunSize size(long state) {
        return new RunSize(state, largest, data);
    }
}
