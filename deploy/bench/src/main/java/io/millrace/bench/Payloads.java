package io.millrace.bench;

import io.millrace.records.RunInput;
import io.millrace.records.StepCommand;
import io.millrace.records.StepSucceeded;
import java.util.random.RandomGenerator;

/** The records and the JSON that the workloads send about. */
final class Payloads {
    private static final String TENANT = "default";
    private static final String EMPTY = "{\"text\":\"\"}";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String SOME_RUN = "01kb0000000000000000000000";

    /** A workflow whose runs wait for as long as their input says and end. */
    static final String PAUSE = waiting("pause", "${ .pause }");

    /** A workflow whose runs wait for most of a year. */
    static final String REST = waiting("rest", "P300D");

    private Payloads() {}

    /** A JSON object of exactly the given length, at least 11 characters. */
    static String json(int length) {
        return with("x".repeat(length - EMPTY.length()));
    }

    /** The same with letters that no compression makes shorter than they are. */
    static String json(int length, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length - EMPTY.length()) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return with(text.toString());
    }

    private static String with(String text) {
        return EMPTY.replace("\"\"", "\"" + text + "\"");
    }

    /** The workflow with sequential steps that do nothing, named {@code w} and the number of steps. */
    static String workflow(int steps) {
        StringBuilder text = new StringBuilder("""
                document:
                  dsl: 1.0.3
                  namespace: bench
                  name: w%d
                  version: 1.0.0
                do:
                """.formatted(steps));
        for (int step = 1; step <= steps; step++) {
            text.append("""
                      - step%d:
                          call: echo
                          with: {text: "${ .text }"}
                    """.formatted(step).indent(2));
        }
        return text.toString();
    }

    private static String waiting(String name, String duration) {
        return """
                document:
                  dsl: 1.0.3
                  namespace: bench
                  name: %s
                  version: 1.0.0
                do:
                  - rest: {wait: '%s'}
                """.formatted(name, duration);
    }

    /** A step command as the engine writes it. */
    static StepCommand command(String json) {
        return StepCommand.newBuilder()
                .setTenant(TENANT)
                .setRunId(SOME_RUN)
                .setPosition(5)
                .setAttempt(1)
                .setPointer("/do/4/step5")
                .setTask("step5")
                .setWorkflow("w10")
                .setKind("function")
                .setArguments("{\"function\":\"echo\",\"input\":" + json + "}")
                .build();
    }

    /** A step result as the executor writes it. */
    static RunInput result(String json) {
        return new RunInput(TENANT, SOME_RUN, new StepSucceeded(5, 1, json, 1L));
    }
}
