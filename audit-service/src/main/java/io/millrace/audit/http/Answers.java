package io.millrace.audit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.millrace.audit.history.HistoryItem;
import io.millrace.audit.history.RetryPoints;
import io.millrace.audit.history.RunCount;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.RunUsage;
import io.millrace.audit.history.RunView;
import io.millrace.audit.history.StatisticsQuery;
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
            UsageAnswer usage,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> omitted) {
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
                    UsageAnswer.of(RunUsage.NONE),
                    List.of());
        }

        static RunAnswer of(RunView run, FullValues values) {
            return new RunAnswer(
                    run.run().toString(),
                    run.workflow(),
                    run.version(),
                    run.status(),
                    values.json(run.input()),
                    values.json(run.output()),
                    ErrorAnswer.of(run.error()),
                    run.startedAt().toString(),
                    run.endedAt() == null ? null : run.endedAt().toString(),
                    UsageAnswer.of(run.usage()),
                    values.omitted());
        }
    }

    record StatisticsAnswer(String from, String to, String step, List<CountAnswer> items) {
        static StatisticsAnswer of(StatisticsQuery query, List<RunCount> counts) {
            return new StatisticsAnswer(
                    query.from().toString(),
                    query.to().toString(),
                    query.step().toString(),
                    counts.stream().map(CountAnswer::of).toList());
        }
    }

    record CountAnswer(
            String workflow, String at, long started, long completed, long faulted, long cancelled, long open) {
        static CountAnswer of(RunCount count) {
            return new CountAnswer(
                    count.workflow(),
                    count.at().toString(),
                    count.started(),
                    count.completed(),
                    count.faulted(),
                    count.cancelled(),
                    count.open());
        }
    }

    record PointsAnswer(List<PointAnswer> points) {}

    /**
     * Where a run can be retried.
     *
     * @param input text of a record, JSON or a claim on it, so that a large value goes back as it came
     * @param context the same
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PointAnswer(
            String pointer,
            boolean failed,
            @Nullable String input,
            @Nullable String context) {
        static PointAnswer of(RetryPoints.Point point) {
            return new PointAnswer(point.pointer(), point.failed(), point.input(), point.context());
        }
    }

    record ItemAnswer(
            @Nullable String task,
            @Nullable String pointer,
            @Nullable String iteration,
            int position,
            int attempt,
            String status,
            @Nullable String startedAt,
            @Nullable String endedAt,
            @JsonRawValue @Nullable String input,
            @JsonRawValue @Nullable String output,
            @Nullable ErrorAnswer error,
            @JsonRawValue @Nullable String detail,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> omitted) {
        static ItemAnswer of(HistoryItem item, FullValues values) {
            return new ItemAnswer(
                    item.task(),
                    item.pointer(),
                    item.iteration(),
                    item.position(),
                    item.attempt(),
                    item.status(),
                    item.startedAt() == null ? null : item.startedAt().toString(),
                    item.endedAt() == null ? null : item.endedAt().toString(),
                    values.json(item.input()),
                    values.json(item.output()),
                    ErrorAnswer.of(item.error()),
                    values.json(item.detail()),
                    values.omitted());
        }
    }
}
