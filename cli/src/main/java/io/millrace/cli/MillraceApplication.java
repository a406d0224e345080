package io.millrace.cli;

import io.millrace.cli.http.NoAnswer;
import io.millrace.cli.http.Refused;
import io.millrace.cli.report.Wording;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line of Millrace. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes workflows, runs them and says what became of them.",
            "Exit codes: 0 it is done, 1 it was refused or a run did not complete, 2 the command cannot be understood."
        },
        subcommands = {
            ApplyCommand.class,
            GetCommand.class,
            RunCommand.class,
            RunsCommand.class,
            EventsCommand.class,
            WhatIfCommand.class,
            KeyCommand.class,
            ImportCommand.class
        })
public final class MillraceApplication {

    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private final Map<String, String> environment;

    private MillraceApplication(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), arguments));
    }

    /**
     * Runs one command; see the commands for what the code means. Wrong usage is 2.
     *
     * @param environment the variables of the process
     */
    static int run(PrintWriter out, PrintWriter err, Map<String, String> environment, String... arguments) {
        return new CommandLine(new MillraceApplication(environment))
                .setOut(out)
                .setErr(err)
                // An argument such as @input.json is for the command to read, not a list of further arguments.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(MillraceApplication::explain)
                .execute(arguments);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** An option or parameter that picocli does not let be missing. */
    static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value, "required by picocli");
    }

    private static int explain(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        PrintWriter err = line.getErr();
        return switch (failure) {
            case Refused refused -> {
                err.print(refused.text());
                err.flush();
                yield REFUSED;
            }
            case NoAnswer none -> {
                err.println(Wording.plain(String.valueOf(none.getMessage())));
                yield REFUSED;
            }
            case BadInput bad -> {
                err.println(Wording.plain(String.valueOf(bad.getMessage())));
                yield MISUSED;
            }
            default -> throw failure;
        };
    }
}
