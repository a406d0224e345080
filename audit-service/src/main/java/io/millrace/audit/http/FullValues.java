package io.millrace.audit.http;

import io.millrace.audit.history.JsonText;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.Claim;
import io.millrace.schemas.blobs.LargeValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values that records only refer to into one answer, as far as it has room. What is left out is said, so that
 * an answer with a lost or huge value is still an answer.
 */
final class FullValues {
    private final LargeValues values;
    private final String tenant;
    private final long largest;
    private final long room;
    private long spent;
    private List<String> omitted = new ArrayList<>();

    /**
     * An answer with nothing in it yet.
     *
     * @param largest bytes of the largest value that is put in
     * @param room bytes of values that are put in, all together
     */
    FullValues(LargeValues values, String tenant, long largest, long room) {
        this.values = values;
        this.tenant = tenant;
        this.largest = largest;
        this.room = room;
    }

    /**
     * The JSON that a text of a record stands for, on one line; null when it is left out.
     *
     * @throws io.millrace.schemas.blobs.BlobStoreException when the store cannot be read now
     */
    @Nullable
    String json(@Nullable String text) {
        if (text == null || !Claim.stands(text)) {
            return JsonText.embeddable(text);
        }
        long size = Claim.length(text);
        if (size > largest || spent + size > room) {
            omitted.add("The value " + text + " is too large for this answer; read it alone.");
            return null;
        }
        try {
            String json = JsonText.embeddable(values.fromWire(tenant, text));
            spent += size;
            return json;
        } catch (BlobMissingException e) {
            omitted.add(String.valueOf(e.getMessage()));
            return null;
        } catch (IllegalArgumentException e) {
            return JsonText.embeddable(text);
        }
    }

    /** Bytes of values that were put in so far. */
    long spent() {
        return spent;
    }

    /** What was left out since this was last asked. */
    List<String> omitted() {
        List<String> since = omitted;
        omitted = new ArrayList<>();
        return since;
    }
}
