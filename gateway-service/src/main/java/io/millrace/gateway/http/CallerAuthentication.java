package io.millrace.gateway.http;

import io.millrace.gateway.identity.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whom Spring Security has let in. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;
    private final transient @Nullable Instant until;

    /** A caller who showed a key. */
    public CallerAuthentication(Caller caller) {
        this(caller, null);
    }

    /**
     * An authenticated caller.
     *
     * @param until when the caller's session ends; null for one who showed a key
     */
    public CallerAuthentication(Caller caller, @Nullable Instant until) {
        super(List.of());
        this.caller = caller;
        this.until = until;
        setAuthenticated(true);
    }

    /** Who it is. */
    public Caller caller() {
        return caller;
    }

    /** When the caller's session ends; null for one who showed a key. */
    public @Nullable Instant until() {
        return until;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return caller.keyId();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication authentication
                && authentication.caller.equals(caller)
                && Objects.equals(authentication.until, until);
    }

    @Override
    public int hashCode() {
        return Objects.hash(caller, until);
    }
}
