package io.millrace.gateway.http;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Sees to it that large bodies that arrive at the same time do not fill the memory: whoever comes when there is no room
 * is asked to come again. Small bodies always have room.
 */
@Component
public final class LargeBodies {
    /** Bytes of a body that are not counted. */
    private static final long SMALL = 1024 * 1024;

    /** A body is held several times over while it is read, checked and written; the rest of the memory is for others. */
    private static final long PART_OF_MEMORY = 12;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final AtomicLong held = new AtomicLong();
    private final long most;

    LargeBodies() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
    }

    /**
     * Room for so many bytes beyond the small ones; a body that comes alone always has room.
     */
    LargeBodies(long most) {
        this.most = most;
    }

    /** Room for one body; whoever takes it gives it back. */
    Room enter() {
        return new Room();
    }

    /** The room of one body that arrives. */
    final class Room {
        private long taken;

        /**
         * Makes room for what has arrived of the body.
         *
         * @throws Refused as unavailable when there is none
         */
        void makeFor(long arrived) {
            long more = Math.max(0, arrived - SMALL) - taken;
            if (more <= 0) {
                return;
            }
            if (held.addAndGet(more) > most && held.get() > taken + more) {
                held.addAndGet(-more);
                throw new Refused(new Refusal.Unavailable(
                        "Too many large bodies arrive at the same time: send this one again.", SOON));
            }
            taken += more;
        }

        void giveBack() {
            held.addAndGet(-taken);
            taken = 0;
        }
    }
}
