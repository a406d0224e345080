package io.millrace.executor.authentication;

import tools.jackson.databind.JsonNode;

/** Authorizes requests. */
@FunctionalInterface
public interface Authorizations {
    /**
     * Authorizes one request.
     *
     * @param tenant whose addresses may be asked for tokens
     * @param authentication as it stands in the arguments of a step: {@code scheme} (basic, bearer, digest, oauth2 or
     *     oidc) and either its properties, or {@code properties}, a text that holds them as JSON; missing or null for
     *     nobody
     * @throws io.millrace.executor.step.RefusedException when it is none of these
     */
    Authorizing of(String tenant, JsonNode authentication);
}
