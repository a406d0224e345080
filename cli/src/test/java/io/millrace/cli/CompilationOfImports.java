package io.millrace.cli;

import io.millrace.schemas.documents.Problem;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import java.util.List;
import java.util.function.Supplier;

/** The compiler that every deployment goes through. */
final class CompilationOfImports {

    private static final Compiler COMPILER = new Compiler(Supplier::get);

    private CompilationOfImports() {}

    /** What the compiler has against a definition. */
    static List<String> problems(String yaml) {
        return switch (COMPILER.compile(yaml)) {
            case Compilation.Compiled _ -> List.of();
            case Compilation.Refused(List<Problem> problems) ->
                problems.stream()
                        .map(problem -> problem.line() + ": " + problem.pointer() + ": " + problem.detail())
                        .toList();
        };
    }
}
