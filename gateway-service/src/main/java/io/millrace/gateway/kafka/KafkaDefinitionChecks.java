package io.millrace.gateway.kafka;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunReplies;
import io.millrace.gateway.workflow.DefinitionChecks;
import io.millrace.records.CheckDefinition;
import io.millrace.records.DefinitionChecked;
import io.millrace.schemas.RecordHeaders;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks workflow-service, through the topic of definitions to be checked, and waits for its reply. */
final class KafkaDefinitionChecks implements DefinitionChecks {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final RecordWriter writer;
    private final RunReplies replies;
    private final String topic;
    private final Duration timeout;

    KafkaDefinitionChecks(RecordWriter writer, RunReplies replies, String topic, Duration timeout) {
        this.writer = writer;
        this.replies = replies;
        this.topic = topic;
        this.timeout = timeout;
    }

    @Override
    public DefinitionChecked check(String tenant, String name, String text, @Nullable String version) {
        try (RunReplies.Waiting waiting = replies.open()) {
            CheckDefinition command = new CheckDefinition(tenant, text, version, waiting.address());
            String key = tenant + "/" + name;
            RecordWriter.await(writer.send(
                    topic,
                    null,
                    key,
                    command,
                    new RecordHeaders(tenant, waiting.address().getCorrelationId(), null, null)));
            Object answer = waiting.answer()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .getAnswer();
            if (answer instanceof DefinitionChecked checked) {
                return checked;
            }
            throw new IllegalStateException("a definition was answered with " + answer.getClass());
        } catch (TimeoutException e) {
            throw new Refused(
                    new Refusal.Unavailable(
                            "The definition could not be checked within " + timeout.toSeconds()
                                    + " s: workflow-service does not answer; nothing was published, ask again.",
                            RETRY),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable("The gateway is shutting down; nothing was published, ask again.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply is never completed with a failure", e);
        }
    }
}
