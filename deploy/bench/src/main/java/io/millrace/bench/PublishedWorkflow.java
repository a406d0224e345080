package io.millrace.bench;

/**
 * A workflow that can be started.
 *
 * @param namespace its namespace
 * @param name its name
 * @param version its version
 * @param hash SHA-256 of its canonical form, 64 hexadecimal digits
 */
record PublishedWorkflow(String namespace, String name, String version, String hash) {}
