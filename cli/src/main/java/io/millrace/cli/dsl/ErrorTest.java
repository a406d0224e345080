package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Which errors something is for. */
public sealed interface ErrorTest {

    /** Every error. */
    record Every() implements ErrorTest {}

    /**
     * A standard error of the language.
     *
     * @param name such as {@code timeout}
     */
    record Standard(String name) implements ErrorTest {}

    /** Every error but that a time was exceeded. */
    record NotTimeout() implements ErrorTest {}

    /** Errors of an HTTP status. */
    record Status(int code) implements ErrorTest {}

    /** Errors that are raised with a title. */
    record Title(String title) implements ErrorTest {}

    /** What the types of the standard errors begin with. */
    String STANDARD = "https://open-workflow-specification.org/spec/1.0.0/errors/";

    /** Writes into a {@code catch} which errors it is for: those that one of the tests holds for. */
    static void write(List<ErrorTest> tests, ObjectNode handler) {
        if (tests.isEmpty() || tests.contains(new Every())) {
            return;
        }
        ObjectNode with = tests.size() == 1 ? filter(tests.getFirst()) : JsonNodeFactory.instance.objectNode();
        if (with.isEmpty()) {
            handler.put("when", "${ " + anyOf(tests).text() + " }");
        } else {
            handler.set("errors", Task.object("with", with));
        }
    }

    private static ObjectNode filter(ErrorTest test) {
        return switch (test) {
            case Standard(String name) -> Task.object("type", STANDARD + name);
            case Status(int code) -> Task.object().put("status", code);
            case Title(String title) -> Task.object("title", title);
            case Every _, NotTimeout _ -> Task.object();
        };
    }

    /** The condition that one of the tests holds for the error in {@code $error}. */
    static Jq anyOf(List<ErrorTest> tests) {
        return tests.isEmpty()
                ? Jq.atomic("true")
                : Jq.compound(tests.stream().map(ErrorTest::condition).collect(Collectors.joining(" or ")));
    }

    private static String condition(ErrorTest test) {
        return switch (test) {
            case Every _ -> "true";
            case Standard(String name) -> "$error.type == \"" + STANDARD + name + "\"";
            case NotTimeout _ -> "$error.type != \"" + STANDARD + "timeout\"";
            case Status(int code) -> "$error.status == " + code;
            case Title(String title) -> "$error.title == " + Jq.text(title).text();
        };
    }
}
