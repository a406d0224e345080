package io.millrace.audit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.millrace.audit.history.HistoryItem;
import io.millrace.audit.history.JsonText;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.RunUsage;
import io.millrace.audit.history.RunView;
import io.millrace.records.Problem;
import io.millrace.schemas.RunId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON that is answered. Absent values are null, so that every answer of a kind has the same members. */
final class Answers {
    private Answers() {}

    record PageAnswer<T>(List<T> items, @Nullable String next) {}

    record UsageAnswer(long inputs, long tasks, long steps, long stepMillis) {
        static UsageAnswer of(RunUsage usage) {
            return new UsageAnswer(usage.inputs(), usage.tasks(), usage.steps(), usage.stepMillis());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorAnswer(
            String type,
            int status,
            @Nullable String title,
            @Nullable String detail,
            @Nullable String instance) {
        static @Nullable ErrorAnswer of(@Nullable Problem error) {
            return error == null
                    ? null
                    : new ErrorAnswer(
                            error.getType(),
                            error.getStatus(),
                            error.getTitle(),
                            error.getDetail(),
                            error.getInstance());
        }
    }

    record RunAnswer(
            String id,
            @Nullable String workflow,
            @Nullable String version,
            String status,
            @JsonRawValue @Nullable String input,
            @JsonRawValue @Nullable String output,
            @Nullable ErrorAnswer error,
            @Nullable String startedAt,
            @Nullable String endedAt,
            UsageAnswer usage) {
        /** A run that was accepted, and of which nothing more is known yet. */
        static RunAnswer pending(RunId run) {
            return new RunAnswer(
                    run.toString(),
                    null,
                    null,
                    RunStatus.PENDING.text(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    UsageAnswer.of(RunUsage.NONE));
        }

        static RunAnswer of(RunView run) {
            return new RunAnswer(
                    run.run().toString(),
                    run.workflow(),
                    run.version(),
                    run.status(),
                    JsonText.embeddable(run.input()),
                    JsonText.embeddable(run.output()),
                    ErrorAnswer.of(run.error()),
                    run.startedAt().toString(),
                    run.endedAt() == null ? null : run.endedAt().toString(),
                    UsageAnswer.of(run.usage()));
        }
    }

    record ItemAnswer(
            @Nullable String task,
            @Nullable String pointer,
            @Nullable String iteration,
            int attempt,
            String status,
            @Nullable String startedAt,
            @Nullable String endedAt,
            @JsonRawValue @Nullable String input,
            @JsonRawValue @Nullable String output,
            @Nullable ErrorAnswer error) {
        static ItemAnswer of(HistoryItem item) {
            return new ItemAnswer(
                    item.task(),
                    item.pointer(),
                    item.iteration(),
                    item.attempt(),
                    item.status(),
                    item.startedAt() == null ? null : item.startedAt().toString(),
                    item.endedAt() == null ? null : item.endedAt().toString(),
                    JsonText.embeddable(item.input()),
                    JsonText.embeddable(item.output()),
                    ErrorAnswer.of(item.error()));
        }
    }
}
