package io.millrace.gateway.http;

import java.util.List;

/** Endpoints that belong together. */
public interface EndpointGroup {
    /** The endpoints, always the same ones. */
    List<Endpoint> endpoints();
}
