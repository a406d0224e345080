package io.millrace.cli.dsl;

import io.millrace.cli.source.Finding;
import java.util.List;

/**
 * What came of an import.
 *
 * @param yaml the definition
 * @param findings what did not come over as it was, in the order of the source
 * @param remarks what holds for the whole and takes nothing away
 */
public record Imported(String yaml, List<Finding> findings, List<String> remarks) {

    /** Copies what it is given. */
    public Imported {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }
}
