package io.millrace.cli.asl;

import io.millrace.cli.dsl.ErrorTest;
import io.millrace.cli.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Translates names of errors.
 *
 * @param raised the names that the definition's own states raise
 */
record ErrorNames(Set<String> raised) {

    /** Which errors a list of names means. */
    List<ErrorTest> tests(Field owner) {
        List<ErrorTest> tests = new ArrayList<>();
        owner.get("ErrorEquals")
                .ifPresent(names ->
                        names.elements().forEach(name -> name.text().ifPresent(text -> tests.add(test(name, text)))));
        return tests.isEmpty() ? List.of(new ErrorTest.Title("")) : tests;
    }

    private ErrorTest test(Field field, String name) {
        return switch (name) {
            case "States.ALL" -> new ErrorTest.Every();
            case "States.Timeout", "States.HeartbeatTimeout" -> new ErrorTest.Standard("timeout");
            case "States.TaskFailed" -> new ErrorTest.NotTimeout();
            case "States.Permissions" -> new ErrorTest.Standard("authorization");
            case "States.Http.Socket" -> new ErrorTest.Standard("communication");
            case "States.Runtime",
                    "States.ParameterPathFailure",
                    "States.ResultPathMatchFailure",
                    "States.QueryEvaluationError",
                    "States.IntrinsicFailure" -> new ErrorTest.Standard("expression");
            case "States.BranchFailed", "States.ExceedToleratedFailureThreshold" -> {
                field.different("`" + name + "` stands for every error here: branches and iterations hand on their own"
                        + " error.");
                yield new ErrorTest.Every();
            }
            default -> named(field, name);
        };
    }

    private ErrorTest named(Field field, String name) {
        if (name.matches("States\\.Http\\.StatusCode\\.[1-5]\\d\\d")) {
            return new ErrorTest.Status(Integer.parseInt(name.substring(name.length() - 3)));
        }
        if (!raised.contains(name) && !name.equals("States.NoChoiceMatched")) {
            field.different("`" + name + "` is compared with the title of an error: the function that is called has to"
                    + " answer with problem details (RFC 9457) of this title.");
        }
        return new ErrorTest.Title(name);
    }
}
