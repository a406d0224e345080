package io.millrace.gateway.workflow;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.DefinitionChecked;
import org.jspecify.annotations.Nullable;

/** Has definitions checked by whoever knows the language. */
public interface DefinitionChecks {
    /**
     * Checks a definition. Blocks the calling thread.
     *
     * @param text the document, YAML or JSON
     * @param version to be put in place of the document's own, or null
     * @throws Refused as unavailable when there is no answer in time
     */
    DefinitionChecked check(String tenant, String name, String text, @Nullable String version);
}
