package io.millrace.workflow.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} wrote, in the same order. */
final class StateReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> read = new ArrayList<>();
    private final byte[] bytes;
    private int at;

    StateReader(byte[] bytes) {
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

    long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    String text() {
        int length = integer();
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
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
        try {
            JsonNode value = JSON.readTree(text());
            read.add(value);
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state holds broken JSON", e);
        }
    }

    <T> List<T> list(Function<StateReader, T> each) {
        int size = integer();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(each.apply(this));
        }
        return values;
    }
}
