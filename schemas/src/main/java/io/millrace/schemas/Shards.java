package io.millrace.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The partition rule: a tenant owns few of the partitions, chosen by rendezvous hashing over tenant and partition
 * (shuffle sharding), so that two tenants rarely share all of them and a flood fills only its own. More partitions or
 * a greater width keep the shards that a tenant had.
 */
public final class Shards {
    private final int[] owned;

    private Shards(int[] owned) {
        this.owned = owned;
    }

    /**
     * The shards of a tenant.
     *
     * @param tenant name of the tenant
     * @param width how many partitions it owns, at least 1; more than there are means all
     * @param partitions how many partitions there are, at least 1
     * @throws IllegalArgumentException when width or partitions are less than 1
     */
    public static Shards of(String tenant, int width, int partitions) {
        if (width < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "width " + width + " and partitions " + partitions + " must both be at least 1");
        }
        long seed = fingerprint(tenant);
        return new Shards(IntStream.range(0, partitions)
                .boxed()
                .sorted(Comparator.comparingLong((Integer partition) -> mix(seed ^ mix(partition)))
                        .reversed())
                .limit(width)
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /**
     * The partition of everything that carries this key: the same key always goes to the same shard, and a wider tenant
     * moves only the keys that its new shards take.
     */
    public int partitionOf(String key) {
        long fingerprint = fingerprint(key);
        int best = owned[0];
        long weight = mix(fingerprint ^ mix(best));
        for (int i = 1; i < owned.length; i++) {
            long other = mix(fingerprint ^ mix(owned[i]));
            if (other > weight) {
                best = owned[i];
                weight = other;
            }
        }
        return best;
    }

    /** The shard at a place drawn from a random number, for things that need no order. */
    public int partitionOf(long random) {
        return owned[(int) Long.remainderUnsigned(random, owned.length)];
    }

    /** The partitions that the tenant owns, each once. */
    public IntStream partitions() {
        return IntStream.of(owned);
    }

    // FNV-1a, 64 bits: stable for ever, because it decides where records are found.
    private static long fingerprint(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    // The finalizer of SplitMix64 spreads neighbouring values over all bits.
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
