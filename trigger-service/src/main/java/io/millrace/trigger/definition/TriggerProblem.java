package io.millrace.trigger.definition;

/**
 * One thing that is wrong with a trigger's definition.
 *
 * @param pointer where, RFC 6901; empty for the whole document
 * @param detail what is wrong and what to do
 */
public record TriggerProblem(String pointer, String detail) {}
