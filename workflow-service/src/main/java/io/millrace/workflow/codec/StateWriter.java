package io.millrace.workflow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.workflow.engine.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Appends values to a growing array: numbers as variable-length integers, texts and JSON with their length. */
final class StateWriter {
    private final JsonForm form;
    private final IdentityHashMap<JsonNode, Integer> written = new IdentityHashMap<>();
    private byte[] bytes = new byte[512];
    private int size;
    private String owner = "";

    StateWriter(JsonForm form) {
        this.form = form;
    }

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

    void integer(int value) {
        number(value);
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

    /** The tenant that all JSON values behind it belong to. */
    void owner(String tenant) {
        owner = tenant;
        text(tenant);
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
        text(form.write(owner, value));
    }

    /** Results of a loop, which are kept apart: they would be read and written with every input otherwise. */
    void block(Phase.Block block) {
        switch (block) {
            case Phase.Block.Here(ArrayNode results) -> text(form.keepApart(owner, results));
            case Phase.Block.Elsewhere(String known) -> {
                form.passOn(known);
                text(known);
            }
        }
    }

    <T> void optional(@Nullable T value, BiConsumer<StateWriter, T> each) {
        octet(value == null ? 0 : 1);
        if (value != null) {
            each.accept(this, value);
        }
    }

    /** In the order of the keys, so that equal states have equal bytes. */
    <K extends Comparable<K>, V> void map(
            Map<K, V> values, BiConsumer<StateWriter, K> key, BiConsumer<StateWriter, V> value) {
        number(values.size());
        new TreeMap<>(values).forEach((one, of) -> {
            key.accept(this, one);
            value.accept(this, of);
        });
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
