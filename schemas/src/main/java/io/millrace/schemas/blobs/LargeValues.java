package io.millrace.schemas.blobs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.schemas.blobs.JsonFields.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.avro.specific.SpecificRecord;

/**
 * Takes large JSON values out of records and puts them back. A value is in the store before anybody can send the record
 * that refers to it, so whoever has the record can have the value. Safe for use by several threads; calls may block.
 */
public final class LargeValues implements AutoCloseable {
    /**
     * Characters of JSON that a record may hold in all its fields together. In UTF-8 that is at most three times as many
     * bytes, which with everything else fits into the largest record that topics take.
     */
    static final int RECORD = 700 * 1024;

    /** Below this a value stays where it is, however full the record: a claim would not be much shorter. */
    static final int SMALLEST = 1024;

    private static final int REMEMBERED = 20_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("blob-").start(task);

    private final BlobStore store;
    private final ValueLimits limits;
    private final Cache<BlobKey, Boolean> kept = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    /** Uses a store, which is closed with this. */
    public LargeValues(BlobStore store, ValueLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** How large values may be. */
    public ValueLimits limits() {
        return limits;
    }

    /**
     * The text that travels for a JSON text: itself, or a claim when it is larger than fits into a record.
     *
     * @throws BlobStoreException when the store cannot take it now
     */
    public String toWire(String tenant, String json) {
        return isLarge(json) ? keep(tenant, json) : json;
    }

    /**
     * Keeps a JSON text in the store, however small it is.
     *
     * @return the claim on it
     * @throws BlobStoreException when the store cannot take it now
     */
    public String keep(String tenant, String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        BlobKey key = BlobKey.of(tenant, content);
        if (kept.getIfPresent(key) == null) {
            store.put(key, content);
            kept.put(key, true);
        }
        return new Claim(key.sha256(), content.length).toString();
    }

    /**
     * Takes the large values out of a record that is about to be sent: those that are large by themselves, and then the
     * largest of the others until the record is not too large either. Changes the record.
     *
     * @param tenant owner of the record
     * @return the record
     * @throws BlobStoreException when the store cannot take a value now; then the record must not be sent
     */
    public <T extends SpecificRecord> T toWire(String tenant, T record) {
        List<Place> places = JsonFields.in(record);
        List<Place> taken = new ArrayList<>();
        List<Place> left = new ArrayList<>();
        long size = 0;
        for (Place place : places) {
            String text = place.text();
            if (isLarge(text)) {
                taken.add(place);
            } else {
                left.add(place);
                size += text.length();
            }
        }
        if (size > RECORD) {
            left.sort(Comparator.comparingInt((Place place) -> place.text().length())
                    .reversed());
            for (Place place : left) {
                int length = place.text().length();
                if (size <= RECORD || length < SMALLEST) {
                    break;
                }
                taken.add(place);
                size -= length;
            }
        }
        keep(tenant, taken);
        return record;
    }

    /**
     * The JSON text that a text of a record stands for.
     *
     * @param tenant owner of the record: another's blobs do not exist for it
     * @throws IllegalArgumentException when the text begins like a claim and is none
     * @throws BlobMissingException when the value is not there, or is another than the claim says
     * @throws BlobStoreException when the store cannot be read now
     */
    public String fromWire(String tenant, String text) {
        Optional<Claim> claim = Claim.parse(text);
        return claim.isPresent() ? read(tenant, claim.get()) : text;
    }

    @Override
    public void close() {
        store.close();
    }

    private String read(String tenant, Claim claim) {
        BlobKey key = new BlobKey(tenant, claim.sha256());
        if (claim.bytes() > limits.run()) {
            throw new BlobMissingException(
                    key, "should have " + claim.bytes() + " bytes, but no value may have more than " + limits.run());
        }
        byte[] content = store.get(key, claim.bytes());
        if (content.length != claim.bytes() || !BlobKey.of(tenant, content).equals(key)) {
            throw new BlobMissingException(key, "is in the blob store with another content");
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    // One after the other a store across the network would take as many round trips as there are values.
    private void keep(String tenant, List<Place> places) {
        if (places.size() == 1) {
            Place only = places.getFirst();
            only.replace(keep(tenant, only.text()));
            return;
        }
        List<CompletableFuture<String>> claims = places.stream()
                .map(place -> CompletableFuture.supplyAsync(() -> keep(tenant, place.text()), THREADS))
                .toList();
        for (int i = 0; i < places.size(); i++) {
            places.get(i).replace(await(claims.get(i)));
        }
    }

    private static String await(CompletableFuture<String> claim) {
        try {
            return claim.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private boolean isLarge(String text) {
        int length = text.length();
        // A character takes one to three bytes: only in between they have to be counted.
        return length > limits.inline() || (length * 3L > limits.inline() && utf8(text) > limits.inline());
    }

    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
