package io.millrace.cli;

import io.millrace.cli.http.EventStream;
import io.millrace.cli.http.Message;
import io.millrace.cli.http.NoAnswer;
import io.millrace.cli.http.Refused;
import io.millrace.cli.http.Request;
import io.millrace.cli.http.Server;
import io.millrace.cli.report.Problem;
import io.millrace.cli.report.WhatIfReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what would have come of recorded runs under a draft. */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = {
            "Says what would have come of recorded runs under a draft of their workflow.",
            "Nothing outside is called and nothing is published."
        })
final class WhatIfCommand implements Callable<Integer> {

    /** What the server takes at most, so that a long report comes in few parts. */
    private static final Duration OF_ONE_PART = Duration.ofMinutes(1);

    private static final int BETWEEN_REMARKS = 20;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "Name of the workflow.")
    private @Nullable String workflow;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The draft, YAML or JSON.")
    private @Nullable Path file;

    @Option(names = "--from", paramLabel = "TIME", description = "Runs that started not before, ISO 8601.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Runs that started before, ISO 8601.")
    private @Nullable String to;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "At most so many runs, the latest first; ${DEFAULT-VALUE} if not said, up to 1000.")
    private int limit;

    @Option(
            names = "--match-arguments",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "A recorded answer counts only for a task that asks with the same arguments, which is so if"
                    + " not said; with --no-match-arguments it counts for any.")
    private boolean matchArguments;

    @Override
    public Integer call() {
        Document draft = Document.read(MillraceApplication.given(file));
        WhatIfReport report = new WhatIfReport();
        try (Server asked = server.open()) {
            int before;
            do {
                before = report.looked();
                read(asked, draft, report);
            } while (report.next() != null && report.looked() < limit && report.looked() > before);
        }
        if (output.isJson()) {
            output.result(report.json());
        } else {
            output.result(report.text());
            if (report.next() != null) {
                output.remark("There are earlier runs: --limit looks at more of them.");
            }
        }
        return 0;
    }

    private void read(Server asked, Document draft, WhatIfReport report) {
        Request request = Request.post(
                        "v1", "tenants", server.tenant(), "workflows", MillraceApplication.given(workflow), "what-if")
                .with("from", from)
                .with("to", to)
                .with("limit", limit - report.looked())
                .with("cursor", report.next())
                .with("matchArguments", matchArguments)
                .with("wait", OF_ONE_PART.toSeconds() + "s")
                .patient(OF_ONE_PART)
                .body(draft.mediaType(), draft.bytes())
                .called(draft.name());
        int told = 0;
        try (EventStream stream = asked.open(request)) {
            for (Optional<Message> next = stream.next(); next.isPresent(); next = stream.next()) {
                Message message = next.get();
                switch (message.event()) {
                    case "run" -> {
                        report.add(message.content());
                        told++;
                        if (told % BETWEEN_REMARKS == 0) {
                            output.remark("Compared " + told + " runs ...");
                        }
                    }
                    case "summary" -> {
                        report.end(message.content());
                        return;
                    }
                    case "problem" ->
                        throw new Refused(
                                new Problem(
                                        0,
                                        "The comparison stopped",
                                        message.content().path("detail").asText(),
                                        List.of(),
                                        null),
                                draft.name());
                    default -> {
                        // A kind that this command does not know yet.
                    }
                }
            }
        }
        throw new NoAnswer("The report ends before its summary. Try again, with a smaller --limit.", null);
    }
}
