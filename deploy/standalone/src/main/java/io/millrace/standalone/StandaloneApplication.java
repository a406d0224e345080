package io.millrace.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The standalone's command line. */
@Command(
        name = "millrace",
        mixinStandardHelpOptions = true,
        description = "Multi-tenant durable workflows on Kafka, in one process.",
        subcommands = {UpCommand.class, DemoCommand.class})
public final class StandaloneApplication {

    private StandaloneApplication() {}

    /** Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        int code = new CommandLine(new StandaloneApplication())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println("millrace: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments);
        System.exit(code);
    }
}
