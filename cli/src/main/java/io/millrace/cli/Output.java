package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.report.Wording;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command says what: results on the standard output, remarks on the standard error. */
final class Output {

    @Option(names = "--json", description = "Print what the server answers, as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Whether a program reads the result. */
    boolean isJson() {
        return json;
    }

    /** Prints part of the result. */
    void result(String line) {
        PrintWriter out = line().getOut();
        out.print(line.endsWith("\n") ? line : line + "\n");
        out.flush();
    }

    /** Prints the result as JSON. */
    void result(JsonNode value) {
        result(Wording.indented(value));
    }

    /** Prints a remark for people. */
    void remark(String line) {
        line().getErr().println(Wording.plain(line));
    }

    private CommandLine line() {
        return Objects.requireNonNull(command, "set by picocli").commandLine();
    }
}
