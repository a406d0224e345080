package io.millrace.bench;

/** One thing that is measured. */
@FunctionalInterface
interface Workload {
    /**
     * Measures.
     *
     * @param laboratory gives servers and what was measured before
     */
    Measurement measure(Laboratory laboratory) throws Exception;
}
