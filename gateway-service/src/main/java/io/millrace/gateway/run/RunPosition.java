package io.millrace.gateway.run;

/**
 * A place in the log of run inputs.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record RunPosition(int partition, long offset) {
    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
