package io.millrace.executor.http;

import java.net.UnknownHostException;

/** None of the addresses that a host name stands for may be reached by the tenant. */
final class EgressRefusedException extends UnknownHostException {
    EgressRefusedException(String host) {
        super("Calls to " + host + " are refused: it stands for no address of the public internet. If the tenant is"
                + " meant to reach it, add the host or its block of addresses to the tenant's egress.allow");
    }
}
