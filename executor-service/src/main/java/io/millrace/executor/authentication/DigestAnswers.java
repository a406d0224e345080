package io.millrace.executor.authentication;

import java.util.Optional;

/** Answers the challenges of servers that want a digest (RFC 7616). */
public final class DigestAnswers {
    private DigestAnswers() {}

    /**
     * The answer to the strongest challenge of a refusal.
     *
     * @param clientNonce hexadecimal digits that nobody can foresee
     * @return empty when there is no challenge that can be answered: SHA-256 and MD5 can, with quality {@code auth}
     */
    public static Optional<Authorization> to(
            Authorizing.Refusal refusal, Authentication.Digest who, String clientNonce) {
        return DigestChallenge.strongest(refusal.challenges())
                .map(challenge -> challenge.answer(who, refusal.method(), refusal.target(), clientNonce));
    }
}
