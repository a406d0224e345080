package io.millrace.executor.step;

/**
 * Somebody that steps call and that can be out of order. Every tenant has its own view of a callee, so that the
 * failures of one tenant's calls never close the way for another.
 *
 * @param tenant who calls
 * @param name host and port, or a function's name
 */
public record Callee(String tenant, String name) {}
