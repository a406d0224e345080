package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.Delivery;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import io.millrace.schemas.RecordHeaders;
import java.time.Duration;

/** A command taken from a partition that is assigned to this executor. */
record PartitionDelivery(
        AssignedPartition partition, long offset, Step step, RecordHeaders headers, ResultPublisher results)
        implements Delivery {
    @Override
    public void answer(StepOutcome outcome, Duration took, Runnable appended) {
        String topic = partition.partition().topic();
        int number = partition.partition().partition();
        results.append(step, headers.causing(topic, number, offset), outcome, took, appended);
    }

    @Override
    public void done() {
        partition.done(offset);
    }

    @Override
    public boolean withdrawn() {
        return partition.revoked();
    }
}
