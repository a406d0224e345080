package io.millrace.workflow.routing;

import io.millrace.schemas.RunId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Builds the keys of rows: a letter for the kind of row, then parts of fixed length. */
final class Key {
    private static final int LONGEST = 64;

    private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST);

    private Key(char kind) {
        bytes.put((byte) kind);
    }

    static Key of(char kind) {
        return new Key(kind);
    }

    Key mark(Mark mark) {
        bytes.putLong(mark.high()).putLong(mark.low());
        return this;
    }

    Key run(RunId run) {
        bytes.putLong(run.high()).putLong(run.low());
        return this;
    }

    /** A number that is not negative: negative ones would come last. */
    Key number(long number) {
        bytes.putLong(number);
        return this;
    }

    Key number(int number) {
        bytes.putInt(number);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** The first key after all that begin with these bytes. */
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        int last = next.length - 1;
        while (next[last] == (byte) 0xff) {
            next[last--] = 0;
        }
        next[last]++;
        return next;
    }

    /** Reads a key behind its first {@code skipped} bytes. */
    static ByteBuffer read(byte[] key, int skipped) {
        return ByteBuffer.wrap(key, skipped, key.length - skipped);
    }
}
