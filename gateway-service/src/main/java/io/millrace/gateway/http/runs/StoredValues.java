package io.millrace.gateway.http.runs;

import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.schemas.blobs.Claim;
import io.millrace.schemas.blobs.LargeValues;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts values that are kept in the blob store into answers. */
@Component
final class StoredValues {
    private final LargeValues values;
    private final Blocking blocking;

    StoredValues(LargeValues values, Blocking blocking) {
        this.values = values;
        this.blocking = blocking;
    }

    /** The JSON text that a text of a record stands for; fails with {@link Refused} when it cannot be had. */
    Mono<String> json(String tenant, String text) {
        return Claim.stands(text)
                ? blocking.call(() -> values.fromWire(tenant, text))
                        .onErrorMap(BlobStoreException.class, StoredValues::unavailable)
                        .onErrorMap(
                                BlobMissingException.class,
                                e -> new Refused(new Refusal.Lost(String.valueOf(e.getMessage())), e))
                : Mono.just(text);
    }

    static Refused unavailable(BlobStoreException failure) {
        return Refused.unavailable(
                "The store for large values does not answer, so nothing is promised: ask again, with the same"
                        + " Idempotency-Key if there was one.",
                failure);
    }
}
