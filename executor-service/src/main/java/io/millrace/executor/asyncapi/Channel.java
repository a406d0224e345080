package io.millrace.executor.asyncapi;

import io.millrace.executor.authentication.Authentication;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where messages go and come from.
 *
 * @param protocol that is spoken there
 * @param secure whether the connection is encrypted
 * @param host name or address of the server
 * @param port 1 to 65535
 * @param path of the server, which stands before the address of a channel over HTTP; may be empty
 * @param address of the channel within the server: a topic, or a path
 * @param method of HTTP
 * @param json whether messages are JSON, even those that are a text
 * @param authentication how the step says who it is, as in its arguments; missing when it does not
 */
record Channel(
        Protocol protocol,
        boolean secure,
        String host,
        int port,
        String path,
        String address,
        String method,
        boolean json,
        JsonNode authentication) {

    /** Host and port, by which callees are told apart. */
    String callee() {
        return host + ":" + port;
    }

    String named() {
        return "the channel " + (address.length() > 100 ? address.substring(0, 100) + "…" : address) + " at "
                + callee();
    }

    /**
     * User and password for a server that knows no other way to be told who calls.
     *
     * @return empty when the step does not say who it is
     * @throws io.millrace.executor.step.RefusedException when it says so in another way
     */
    Optional<Authentication.Basic> login() {
        return Authentication.read(authentication).map(known -> {
            if (known instanceof Authentication.Basic basic) {
                return basic;
            }
            throw AsyncDocument.refused(named() + " is reached over " + protocol.title()
                    + ", where a step says who it is by basic, a user and a password, not by "
                    + authentication.path("scheme").asString(""));
        });
    }

    /** Names the channel; who calls is left out. */
    @Override
    public String toString() {
        return "Channel[" + named() + "]";
    }
}
