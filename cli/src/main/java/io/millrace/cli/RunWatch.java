package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.http.EventStream;
import io.millrace.cli.http.Message;
import io.millrace.cli.http.NoAnswer;
import io.millrace.cli.http.Refused;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import io.millrace.cli.report.RunReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a run to its end; a stream that breaks off is taken up again behind its last message. */
final class RunWatch {

    /** Streams one after the other that bring nothing new, until the watch is given up. */
    private static final int MOST_FAILURES = 5;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Server server;
    private final Output output;
    private final String tenant;
    private final String run;
    private @Nullable String last;
    private String status = "";
    private int failures;

    RunWatch(Server server, Output output, String tenant, String run) {
        this.server = server;
        this.output = output;
        this.tenant = tenant;
        this.run = run;
    }

    /** Prints what happens. The code with which the command ends: 0 when the run completed, else 1. */
    int follow() {
        while (true) {
            try {
                readStream();
                if (RunReport.isEnd(status)) {
                    return RunReport.isFailure(status) ? 1 : 0;
                }
                goOnAfter(new NoAnswer("The stream of the run ends before the run does. Try again.", null));
            } catch (NoAnswer broken) {
                goOnAfter(broken);
            } catch (Refused refused) {
                if (refused.status() < 500) {
                    throw refused;
                }
                goOnAfter(refused);
            }
        }
    }

    private void readStream() {
        Request request =
                Request.get("v1", "tenants", tenant, "runs", run, "stream").header("Last-Event-ID", last);
        try (EventStream stream = server.open(request)) {
            for (Optional<Message> next = stream.next(); next.isPresent(); next = stream.next()) {
                tell(next.get());
            }
        }
    }

    private void tell(Message message) {
        failures = 0;
        if (message.id() != null) {
            last = message.id();
        }
        JsonNode content = message.content();
        boolean isAboutRun = message.event().equals("run");
        if (isAboutRun) {
            status = content.path("status").asText();
        }
        if (output.isJson()) {
            output.result(content.toString());
        } else if (isAboutRun) {
            output.result(RunReport.status(content));
        } else if (message.event().equals("history")) {
            output.result(RunReport.task(content));
        }
    }

    private void goOnAfter(RuntimeException failure) {
        failures++;
        if (failures == MOST_FAILURES) {
            throw failure;
        }
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("Stopped before the run ended.", stopped);
        }
    }
}
