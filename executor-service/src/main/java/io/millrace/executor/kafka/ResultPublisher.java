package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.DispatchLoop;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.records.Problem;
import io.millrace.records.RunInput;
import io.millrace.records.StepFailed;
import io.millrace.records.StepSucceeded;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends results to the log of their run, and dead letters to their topic. An append that fails is tried again until
 * it succeeds or the executor stops: the command's offset waits for it, so nothing is lost either way. A result may
 * therefore arrive twice; the engine drops the second.
 */
final class ResultPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ResultPublisher.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final Serializer<RunInput> values;
    private final String runInputs;
    private final DispatchLoop loop;

    ResultPublisher(Producer<byte[], byte[]> producer, Serializer<RunInput> values, Topics topics, DispatchLoop loop) {
        this.producer = producer;
        this.values = values;
        this.runInputs = topics.runInputs();
        this.loop = loop;
    }

    /**
     * Appends a result.
     *
     * @param headers what the result's record carries on
     * @param appended is run once, when the append is acknowledged
     */
    void append(Step step, RecordHeaders headers, StepOutcome outcome, Duration took, Runnable appended) {
        String run = step.key().run().toString();
        RunInput input = new RunInput(step.tenant(), run, payload(step, outcome, took));
        ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(
                runInputs,
                step.key().run().partition(),
                run.getBytes(StandardCharsets.US_ASCII),
                values.serialize(runInputs, input));
        headers.writeTo(entry.headers());
        send(entry, appended, () -> append(step, headers, tooLarge(step, entry), took, appended));
    }

    /**
     * Sets a record aside that nobody can perform.
     *
     * @param appended is run once, when the append is acknowledged
     */
    void setAside(ConsumerRecord<byte[], byte[]> poison, String reason, Runnable appended) {
        LOG.warn(
                "Set a command aside that cannot be performed: topic={} partition={} offset={} reason={}",
                poison.topic(),
                poison.partition(),
                poison.offset(),
                reason);
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(poison, reason, 1);
        send(letter, appended, () -> {
            LOG.error(
                    "Dropped the content of a dead letter, because it is larger than its topic takes:"
                            + " topic={} partition={} offset={}",
                    poison.topic(),
                    poison.partition(),
                    poison.offset());
            send(new ProducerRecord<>(letter.topic(), null, letter.key(), null, letter.headers()), appended, appended);
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told whatever the future would say
    private void send(ProducerRecord<byte[], byte[]> entry, Runnable appended, Runnable tooLarge) {
        try {
            producer.send(entry, (_, failure) -> {
                if (failure == null) {
                    appended.run();
                } else {
                    failed(entry, failure, appended, tooLarge);
                }
            });
        } catch (KafkaException e) {
            failed(entry, e, appended, tooLarge);
        }
    }

    private void failed(ProducerRecord<byte[], byte[]> entry, Exception failure, Runnable appended, Runnable tooLarge) {
        if (failure instanceof RecordTooLargeException) {
            loop.execute(tooLarge);
            return;
        }
        LOG.warn("Appending to {} failed; trying again: {}", entry.topic(), failure.toString());
        loop.after(PAUSE_AFTER_FAILURE, () -> send(entry, appended, tooLarge));
    }

    private static Object payload(Step step, StepOutcome outcome, Duration took) {
        int position = step.key().position();
        int attempt = step.key().attempt();
        return switch (outcome) {
            case StepOutcome.Succeeded(String output) -> new StepSucceeded(position, attempt, output, took.toMillis());
            case StepOutcome.Failed failed ->
                new StepFailed(position, attempt, problem(step, failed.error()), took.toMillis());
        };
    }

    private static Problem problem(Step step, StepError error) {
        return new Problem(error.type(), error.status(), error.title(), error.detail(), step.pointer());
    }

    private static StepOutcome tooLarge(Step step, ProducerRecord<byte[], byte[]> entry) {
        return StepOutcome.refused(StepError.runtime(
                500,
                "The output of task " + step.task() + " has " + entry.value().length
                        + " bytes, which is more than the log takes; let the task answer less"));
    }
}
