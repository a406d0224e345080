package io.millrace.bench;

/** Something that can be given work and says when each piece is done. */
@FunctionalInterface
interface Target {
    /**
     * Starts one piece of work and returns at once.
     *
     * @param done called once, by any thread, when the piece is done; must not block
     */
    void start(Done done);

    /** Is told the end of one piece of work. */
    @FunctionalInterface
    interface Done {
        /**
         * The piece ended.
         *
         * @param well whether it ended as it should
         */
        void ended(boolean well);
    }
}
