package io.millrace.workflow.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Appends values to a growing array: numbers as variable-length integers, texts and JSON with their length. */
final class StateWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IdentityHashMap<JsonNode, Integer> written = new IdentityHashMap<>();
    private byte[] bytes = new byte[512];
    private int size;

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Little-endian groups of seven bits, small numbers short; negative ones take ten bytes. */
    void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        raw(utf8);
    }

    void optional(@Nullable String value) {
        octet(value == null ? 0 : 1);
        if (value != null) {
            text(value);
        }
    }

    void instant(Instant value) {
        number(value.toEpochMilli());
    }

    /** A JSON value; the same node a second time is only referred to, because tasks hand on what they were given. */
    void json(JsonNode value) {
        Integer known = written.putIfAbsent(value, written.size() + 1);
        if (known != null) {
            number(known);
            return;
        }
        number(0);
        try {
            raw(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    <T> void list(List<T> values, BiConsumer<StateWriter, T> each) {
        number(values.size());
        values.forEach(value -> each.accept(this, value));
    }

    private void raw(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
