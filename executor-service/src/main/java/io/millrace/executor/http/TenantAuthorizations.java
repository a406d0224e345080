package io.millrace.executor.http;

import io.millrace.executor.authentication.Authentication;
import io.millrace.executor.authentication.Authorization;
import io.millrace.executor.authentication.Authorizations;
import io.millrace.executor.authentication.Authorizing;
import io.millrace.executor.authentication.DigestAnswers;
import io.millrace.executor.authentication.TokenAnswer;
import io.millrace.executor.authentication.TokenGrant;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Authorizes the requests of steps, with tokens that are asked for where that is needed. */
final class TenantAuthorizations implements Authorizations {
    private static final int NONCE_BYTES = 16;

    private final TokenSource tokens;
    private final SecureRandom random = new SecureRandom();

    TenantAuthorizations(TokenSource tokens) {
        this.tokens = tokens;
    }

    @Override
    public Authorizing of(String tenant, JsonNode authentication) {
        return Authentication.read(authentication)
                .map(known -> switch (known) {
                    case Authentication.Basic basic -> new Fixed(Optional.of(basic.authorization()));
                    case Authentication.Bearer bearer -> new Fixed(Optional.of(bearer.authorization()));
                    case Authentication.Digest digest -> new Challenged(digest);
                    case Authentication.Token(TokenGrant grant) -> new Granted(tenant, grant);
                })
                .orElse(Authorizing.NOBODY);
    }

    private static CompletableFuture<Optional<Authorization>> nothing() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private record Fixed(Optional<Authorization> authorization) implements Authorizing {
        @Override
        public CompletableFuture<Optional<Authorization>> first() {
            return CompletableFuture.completedFuture(authorization);
        }

        @Override
        public CompletableFuture<Optional<Authorization>> second(Refusal refusal) {
            return nothing();
        }
    }

    private final class Challenged implements Authorizing {
        private final Authentication.Digest digest;

        private Challenged(Authentication.Digest digest) {
            this.digest = digest;
        }

        @Override
        public CompletableFuture<Optional<Authorization>> first() {
            return nothing();
        }

        @Override
        public CompletableFuture<Optional<Authorization>> second(Refusal refusal) {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return CompletableFuture.completedFuture(
                    DigestAnswers.to(refusal, digest, HexFormat.of().formatHex(nonce)));
        }
    }

    private final class Granted implements Authorizing {
        private final String tenant;
        private final TokenGrant grant;
        private volatile @Nullable TokenAnswer sent;

        private Granted(String tenant, TokenGrant grant) {
            this.tenant = tenant;
            this.grant = grant;
        }

        @Override
        public CompletableFuture<Optional<Authorization>> first() {
            return sending(tokens.token(tenant, grant));
        }

        @Override
        public CompletableFuture<Optional<Authorization>> second(Refusal refusal) {
            TokenAnswer refused = sent;
            return refused == null ? nothing() : sending(tokens.renewed(tenant, grant, refused));
        }

        // What depends on a shared future can be cancelled without cancelling it.
        private CompletableFuture<Optional<Authorization>> sending(CompletableFuture<TokenAnswer> token) {
            return token.thenApply(known -> {
                sent = known;
                return Optional.of(new Authorization("Bearer", known.token()));
            });
        }
    }
}
