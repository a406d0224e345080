package io.millrace.gateway.workflow;

import io.millrace.gateway.resource.Precondition;

/**
 * What somebody wants to publish.
 *
 * @param tenant owner
 * @param name that the path gives
 * @param text the document, YAML or JSON
 * @param dryRun whether to check only
 * @param autoVersion whether a version that is taken is replaced by the next patch number
 * @param precondition what must hold of the workflow's current definition
 */
public record PublishRequest(
        String tenant, String name, String text, boolean dryRun, boolean autoVersion, Precondition precondition) {}
