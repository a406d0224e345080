package io.millrace.executor.kafka;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepKey;
import io.millrace.records.StepCommand;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Topics;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads commands from records. */
final class CommandReader {
    private final Deserializer<StepCommand> values;
    private final Topics topics;

    CommandReader(Deserializer<StepCommand> values, Topics topics) {
        this.values = values;
        this.topics = topics;
    }

    /** What a record holds. */
    sealed interface Reading {
        /**
         * A command.
         *
         * @param step what has to be performed
         * @param headers of its record
         */
        record Command(Step step, RecordHeaders headers) implements Reading {}

        /**
         * Nothing that can be performed or answered.
         *
         * @param reason why, for people
         */
        record Poison(String reason) implements Reading {}
    }

    Reading read(ConsumerRecord<byte[], byte[]> taken) {
        try {
            StepCommand command = values.deserialize(taken.topic(), taken.headers(), taken.value());
            if (command == null) {
                return new Reading.Poison("The record has no value");
            }
            RunId run = RunId.parse(command.getRunId());
            if (run.partition() >= topics.partitions()) {
                return new Reading.Poison("Run " + run + " belongs to partition " + run.partition() + " of "
                        + topics.runInputs() + ", which has " + topics.partitions());
            }
            RecordHeaders headers = RecordHeaders.readFrom(taken.headers(), command.getTenant(), command.getRunId());
            return new Reading.Command(step(command, run, headers), headers);
        } catch (SerializationException | IllegalArgumentException e) {
            return new Reading.Poison(String.valueOf(e.getMessage()));
        }
    }

    private static Step step(StepCommand command, RunId run, RecordHeaders headers) {
        Instant deadline = command.getDeadline();
        return new Step(
                command.getTenant(),
                new StepKey(run, command.getPosition(), command.getAttempt()),
                command.getWorkflow(),
                command.getTask(),
                command.getPointer(),
                command.getKind(),
                command.getArguments(),
                deadline,
                headers.traceparent(),
                Set.copyOf(command.getSecrets()));
    }
}
