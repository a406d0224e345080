package io.millrace.workflow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.workflow.engine.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote, in the same order. */
final class StateReader {
    private final JsonForm form;
    private final List<JsonNode> read = new ArrayList<>();
    private final byte[] bytes;
    private int at;
    private String owner = "";

    StateReader(byte[] bytes, JsonForm form) {
        this.form = form;
        this.bytes = bytes;
    }

    int octet() {
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte group = bytes[at++];
            value |= (long) (group & 0x7f) << shift;
            if (group >= 0) {
                return value;
            }
        }
    }

    int integer() {
        return Math.toIntExact(number());
    }

    /** How many bytes or values follow; each value takes at least a byte. */
    private int length() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalStateException("the state is broken: " + length + " do not fit behind byte " + at);
        }
        return (int) length;
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    String text() {
        int length = length();
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    String owner() {
        owner = text();
        return owner;
    }

    @Nullable
    String optional() {
        return octet() == 0 ? null : text();
    }

    Instant instant() {
        return Instant.ofEpochMilli(number());
    }

    JsonNode json() {
        int known = integer();
        if (known > 0) {
            return read.get(known - 1);
        }
        JsonNode value = form.read(owner, text());
        read.add(value);
        return value;
    }

    Phase.Block block() {
        String text = text();
        form.passOn(text);
        return new Phase.Block.Elsewhere(text);
    }

    /** The same block with its results, or the block itself when they are lost. */
    Phase.Block fetched(Phase.Block block) {
        return block instanceof Phase.Block.Elsewhere(String text)
                        && form.read(owner, text) instanceof ArrayNode results
                ? new Phase.Block.Here(results)
                : block;
    }

    <T> @Nullable T optional(Function<StateReader, T> each) {
        return octet() == 0 ? null : each.apply(this);
    }

    <K, V> Map<K, V> map(Function<StateReader, K> key, Function<StateReader, V> value) {
        int size = length();
        Map<K, V> values = new HashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(key.apply(this), value.apply(this));
        }
        return values;
    }

    <T> List<T> list(Function<StateReader, T> each) {
        int size = length();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(each.apply(this));
        }
        return values;
    }
}
