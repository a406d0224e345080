package io.millrace.gateway.run;

/** What the engine says to a command. */
public sealed interface Verdict {
    /**
     * It was taken.
     *
     * @param status of the run afterwards
     */
    record Taken(String status) implements Verdict {}

    /**
     * It was refused.
     *
     * @param code for example WRONG_STATUS
     * @param reason for people
     */
    record Rejected(String code, String reason) implements Verdict {
        private static final String UNKNOWN_RUN = "UNKNOWN_RUN";

        /** Whether there is no such run, or none of this tenant. */
        public boolean unknownRun() {
            return code.equals(UNKNOWN_RUN);
        }
    }

    /** It is in the log; nothing was heard of it yet. */
    record Open() implements Verdict {}
}
