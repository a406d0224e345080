package io.millrace.executor.authentication;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The authorization of one request, which may need a second try. */
public interface Authorizing {
    /** Says nothing. */
    Authorizing NOBODY = new Authorizing() {
        @Override
        public CompletableFuture<Optional<Authorization>> first() {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Optional<Authorization>> second(Refusal refusal) {
            return first();
        }
    };

    /**
     * A request that was answered with 401.
     *
     * @param method GET, POST and so on
     * @param target path and query of the request, as they were sent
     * @param challenges the values of the answer's headers WWW-Authenticate
     */
    record Refusal(String method, String target, List<String> challenges) {
        /** Copies what it is given. */
        public Refusal {
            challenges = List.copyOf(challenges);
        }
    }

    /**
     * What the request carries at first.
     *
     * @return empty when it carries nothing; fails with {@link io.millrace.executor.step.RefusedException} when no token
     *     can be had. Cancelling it hurts nobody else who waits for the same token
     */
    CompletableFuture<Optional<Authorization>> first();

    /**
     * What the request carries when it is made again after a refusal.
     *
     * @return empty when there is nothing new to say; fails as {@link #first}
     */
    CompletableFuture<Optional<Authorization>> second(Refusal refusal);
}
