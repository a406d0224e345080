package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.Delivery;
import io.millrace.executor.kafka.CommandReader.Reading;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A command that the broker has locked for this executor. */
record ShareDelivery(
        RecordPlace place, Reading.Command command, ResultPublisher results, CompletableFuture<Void> finished)
        implements Delivery {
    @Override
    public Step step() {
        return command.step();
    }

    @Override
    public void answer(StepOutcome outcome, Duration took, Runnable appended) {
        results.append(
                command.step(),
                command.headers().causing(place.topic(), place.number(), place.offset()),
                outcome,
                took,
                appended);
    }

    @Override
    public void done() {
        finished.complete(null);
    }

    /** Never: the broker takes a lock away without a word, and then a repeat is what it is elsewhere, too. */
    @Override
    public boolean withdrawn() {
        return false;
    }
}
