package io.millrace.gateway.kafka;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunReplies;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.gateway.workflow.SchedulePreviews;
import io.millrace.records.PreviewSchedule;
import io.millrace.records.RunInput;
import io.millrace.records.SchedulePreview;
import io.millrace.schemas.RunId;
import io.millrace.schemas.ScheduleId;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks through the log in which the schedule lives, so that the answer is what it will really do. */
final class KafkaSchedulePreviews implements SchedulePreviews {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final RecordWriter writer;
    private final RunReplies replies;
    private final TenantDirectory tenants;
    private final Duration timeout;

    KafkaSchedulePreviews(RecordWriter writer, RunReplies replies, TenantDirectory tenants, Duration timeout) {
        this.writer = writer;
        this.replies = replies;
        this.tenants = tenants;
        this.timeout = timeout;
    }

    @Override
    public SchedulePreview preview(String tenant, String workflow, int count) {
        RunId schedule = ScheduleId.of(tenant, workflow, tenants.shards(tenant));
        try (RunReplies.Waiting waiting = replies.open()) {
            PreviewSchedule question = new PreviewSchedule(count, waiting.address());
            RecordWriter.await(writer.append(new RunInput(tenant, schedule.toString(), question), null));
            Object answer = waiting.answer()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .getAnswer();
            if (answer instanceof SchedulePreview preview) {
                return preview;
            }
            throw new IllegalStateException("the question about a schedule was answered with " + answer.getClass());
        } catch (TimeoutException e) {
            throw new Refused(
                    new Refusal.Unavailable(
                            "The schedule did not answer within " + timeout.toSeconds()
                                    + " s: workflow-service does not answer; ask again.",
                            RETRY),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable("The gateway is shutting down; ask again.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply is never completed with a failure", e);
        }
    }
}
