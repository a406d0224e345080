package io.millrace.audit.http;

import io.millrace.audit.history.AuditQuery;
import io.millrace.audit.history.RunQuery;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.StatisticsQuery;
import io.millrace.schemas.RunId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The parameters of a query, checked. */
final class Query {
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_POINTER = 2_000;

    private final ServerRequest request;

    Query(ServerRequest request) {
        this.request = request;
    }

    RunQuery runs() {
        return new RunQuery(
                text("workflow"),
                wantedStatuses(),
                time("from"),
                time("to"),
                text("q"),
                Boolean.TRUE.equals(parsed("brief", "true or false", Query::truth)),
                limit(50, 500),
                parsed("cursor", "the value of next in an answer", Query::readRunCursor));
    }

    StatisticsQuery statistics(Instant now) {
        String workflow = text("workflow");
        Instant from = time("from");
        Instant to = time("to");
        Duration step = parsed("step", "a length of time such as PT15M", Duration::parse);
        try {
            return StatisticsQuery.of(workflow, from, to, step, now);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private Set<RunStatus> wantedStatuses() {
        Set<RunStatus> wanted = parsed("status", "some of " + statuses() + ", with commas between them", text -> {
            Set<RunStatus> all = EnumSet.noneOf(RunStatus.class);
            for (String status : text.split(",", -1)) {
                all.add(RunStatus.of(status.strip()).orElseThrow(IllegalArgumentException::new));
            }
            return all;
        });
        return wanted == null ? Set.of() : wanted;
    }

    AuditQuery audit() {
        return new AuditQuery(
                time("from"),
                time("to"),
                text("actor"),
                text("kind"),
                parsed("run", "a run id", RunId::parse),
                limit(50, 500),
                parsed("cursor", "the value of next in an answer", Query::readAuditCursor));
    }

    int limit(int otherwise, int most) {
        Integer limit = parsed("limit", "a number from 1 to " + most, Integer::valueOf);
        if (limit != null && (limit < 1 || limit > most)) {
            throw ProblemException.badRequest("limit is " + limit + " but must be a number from 1 to " + most + ".");
        }
        return limit == null ? otherwise : limit;
    }

    int index(String name) {
        Integer index = parsed(name, "the value of next in an answer", text -> Integer.valueOf(decode(text)));
        if (index != null && index < 0) {
            throw ProblemException.badRequest(name + " must be the value of next in an answer.");
        }
        return index == null ? 0 : index;
    }

    static String cursor(RunQuery.After after) {
        return encode(after.startedAt().toEpochMilli() + ":" + after.run());
    }

    static String cursor(AuditQuery.After after) {
        return encode(after.time().toEpochMilli() + ":" + after.place());
    }

    static String cursor(int index) {
        return encode(Integer.toString(index));
    }

    private static RunQuery.After readRunCursor(String text) {
        String[] parts = decode(text).split(":", 2);
        return new RunQuery.After(Instant.ofEpochMilli(Long.parseLong(parts[0])), RunId.parse(second(parts)));
    }

    private static AuditQuery.After readAuditCursor(String text) {
        String[] parts = decode(text).split(":", 2);
        return new AuditQuery.After(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(second(parts)));
    }

    private static String second(String[] parts) {
        if (parts.length != 2) {
            throw new IllegalArgumentException("two parts expected");
        }
        return parts[1];
    }

    /** Name or JSON pointer of a task. */
    String task() {
        String task =
                parsed("task", "at most " + LONGEST_POINTER + " characters", text -> shorter(text, LONGEST_POINTER));
        if (task == null) {
            throw ProblemException.badRequest("task is missing: name a task of the run, or give its JSON pointer.");
        }
        return task;
    }

    private static Boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("no truth");
    }

    private static String shorter(String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException("too long");
        }
        return text;
    }

    private @Nullable Instant time(String name) {
        return parsed(
                name,
                "a time such as 2026-11-20T10:00:00Z",
                text -> OffsetDateTime.parse(text).toInstant());
    }

    private @Nullable String text(String name) {
        return parsed(name, "at most " + LONGEST_TEXT + " characters", text -> shorter(text, LONGEST_TEXT));
    }

    private <T> @Nullable T parsed(String name, String rule, Function<String, T> parser) {
        String text = request.queryParam(name).orElse("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
            throw ProblemException.badRequest(name + " is '" + shown + "' but must be " + rule + ".");
        }
    }

    private static String statuses() {
        return Arrays.stream(RunStatus.values()).map(RunStatus::text).collect(Collectors.joining(", "));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
