package io.millrace.workflow.program;

/**
 * What names one version of a definition within its tenant.
 *
 * @param namespace {@code document.namespace}
 * @param name {@code document.name}
 * @param version {@code document.version}, a semantic version
 * @param hash SHA-256 of the canonical JSON in lower-case hex: a run pins it, so it never runs another text
 */
public record Identity(String namespace, String name, String version, String hash) {}
