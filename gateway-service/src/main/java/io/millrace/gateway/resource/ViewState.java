package io.millrace.gateway.resource;

/** How far the gateway has read the resources. */
public interface ViewState {
    /** Whether everything was read that was there when the gateway began: before that, nothing can be called missing. */
    boolean caughtUp();
}
