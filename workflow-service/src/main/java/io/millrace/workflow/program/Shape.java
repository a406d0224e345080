package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A compiled JSON schema that data must fit. Immutable and safe for any number of threads. */
@FunctionalInterface
public interface Shape {

    /**
     * Says where a value does not fit.
     *
     * @return one sentence per violation, each naming the place in the value; empty when the value fits
     */
    List<String> violations(JsonNode value);
}
