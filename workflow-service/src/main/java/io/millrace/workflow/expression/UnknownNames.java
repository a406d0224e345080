package io.millrace.workflow.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the functions and variables an expression uses that do not exist: in jq they are errors of compilation. */
final class UnknownNames {

    private UnknownNames() {}

    /** One sentence per unknown name. */
    static List<String> of(Metering.Names names, Set<String> variables, Set<String> secrets) {
        List<String> reasons = new ArrayList<>();
        Set<String> functions = Builtins.names();
        for (String call : new TreeSet<>(names.calls())) {
            if (!functions.contains(call) && !names.definedFunctions().contains(call)) {
                reasons.add(unknownFunction(call, functions));
            }
        }
        for (String variable : new TreeSet<>(names.variables())) {
            if (!variables.contains(variable) && !names.boundVariables().contains(variable)) {
                reasons.add(unknownVariable(variable, variables));
            }
        }
        boolean visible = variables.contains(SecretPath.VARIABLE);
        if (!visible && !names.secrets().isEmpty()) {
            reasons.add(unknownVariable(SecretPath.VARIABLE, variables));
        }
        for (String secret : new TreeSet<>(names.secrets())) {
            if (visible && !secrets.contains(secret)) {
                reasons.add(unknownSecret(secret, secrets));
            }
        }
        if (names.boundVariables().contains(SecretPath.VARIABLE)) {
            reasons.add("The variable `$secrets` cannot be bound; choose another name.");
        }
        return reasons;
    }

    static String unknownSecret(String secret, Set<String> secrets) {
        return "The secret `" + secret + "` is not declared under `use.secrets`."
                + NearMiss.hint(secret, secrets.stream());
    }

    private static String unknownFunction(String call, Set<String> functions) {
        if (call.startsWith("@")) {
            return "jq has no format `" + call + "`."
                    + NearMiss.hint(call, functions.stream().filter(name -> name.startsWith("@")));
        }
        String name = call.substring(0, call.indexOf('/'));
        List<String> others = functions.stream()
                .filter(function -> function.startsWith(name + "/"))
                .map(function -> function.substring(function.indexOf('/') + 1))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            return "The jq function `" + name + "` takes " + String.join(" or ", others) + " arguments, not "
                    + call.substring(name.length() + 1) + ".";
        }
        Stream<String> offered = functions.stream()
                .filter(function -> !function.startsWith("_") && !function.startsWith("@"))
                .map(function -> function.substring(0, function.indexOf('/')))
                .distinct();
        return "There is no jq function `" + call + "`." + NearMiss.hint(name, offered);
    }

    private static String unknownVariable(String variable, Set<String> variables) {
        String known = variables.isEmpty()
                ? " No variables exist here."
                : " Here are $" + String.join(", $", new TreeSet<>(variables)) + ".";
        String hint = NearMiss.hint("$" + variable, variables.stream().map(name -> "$" + name));
        return "There is no variable `$" + variable + "` here." + (hint.isEmpty() ? known : hint);
    }
}
