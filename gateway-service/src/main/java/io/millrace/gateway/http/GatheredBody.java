package io.millrace.gateway.http;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * A body while it arrives. Of one that is too large the rest is taken in and thrown away, up to a point: whoever still
 * sends does not read the answer.
 */
final class GatheredBody {
    private static final int FIRST_SIZE = 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_SIZE);
    private final int limit;
    private final LargeBodies.@Nullable Room room;
    private long arrived;

    /**
     * Nothing has arrived yet.
     *
     * @param limit bytes at most
     * @param room takes in a body that may be large; null for one that is small by its limit
     */
    GatheredBody(int limit, LargeBodies.@Nullable Room room) {
        this.limit = limit;
        this.room = room;
    }

    void add(DataBuffer buffer) {
        int count = buffer.readableByteCount();
        byte[] part = new byte[count];
        buffer.read(part);
        DataBufferUtils.release(buffer);
        arrived += count;
        if (arrived <= limit) {
            if (room != null) {
                room.makeFor(arrived);
            }
            bytes.write(part, 0, count);
        } else if (arrived > limit + (long) UnreadBodyFilter.MOST) {
            throw tooLarge(limit);
        } else {
            bytes.reset();
        }
    }

    byte[] whole() {
        if (arrived > limit) {
            throw tooLarge(limit);
        }
        return bytes.toByteArray();
    }

    static Refused tooLarge(int limit) {
        return new Refused(new Refusal.TooLarge("The body is larger than " + limit + " bytes: send less."));
    }
}
