package io.millrace.gateway.egress;

import java.net.UnknownHostException;

/** None of the addresses that a host name stands for may be reached by the tenant. */
final class EgressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    EgressRefusedException(String host) {
        super("is refused: " + host
                + " stands for no address of the public internet. If the tenant is meant to reach it,"
                + " add the host or its block of addresses to the tenant's egress.allow.");
    }
}
