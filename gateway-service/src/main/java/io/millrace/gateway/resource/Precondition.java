package io.millrace.gateway.resource;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a caller requires of a resource before it is changed (RFC 9110, sections 13.1.1 and 13.1.2).
 *
 * @param ifMatch value of the header If-Match, or null
 * @param ifNoneMatch value of the header If-None-Match, or null
 */
public record Precondition(
        @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    /** Requires nothing. */
    public static final Precondition NONE = new Precondition(null, null);

    /**
     * Checks the requirement.
     *
     * @param etag entity tag of the resource as it is, or null when there is none
     * @throws Refused as stale when the requirement does not hold
     */
    public void check(@Nullable String etag) {
        if (ifMatch != null && !names(ifMatch, etag)) {
            throw new Refused(new Refusal.Stale(
                    etag == null
                            ? "If-Match names a state, but there is no such resource: leave the header out to create it."
                            : "If-Match names " + ifMatch + " but the resource is at " + etag
                                    + ": read it again and repeat the change on what it is now."));
        }
        if (ifNoneMatch != null && names(ifNoneMatch, etag)) {
            throw new Refused(new Refusal.Stale("If-None-Match forbids the change: the resource exists already."));
        }
    }

    private static boolean names(String header, @Nullable String etag) {
        if (etag == null) {
            return false;
        }
        return header.strip().equals("*")
                || Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(etag::equals);
    }
}
