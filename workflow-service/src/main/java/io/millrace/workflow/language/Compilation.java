package io.millrace.workflow.language;

import io.millrace.schemas.documents.Problem;
import io.millrace.workflow.program.Program;
import java.util.List;

/** What came of compiling a text. */
public sealed interface Compilation {

    /**
     * The definition is good.
     *
     * @param canonicalJson the document without comments, layout and aliases, its properties in the order of the text.
     *     {@link Compiler#load} makes the same program of it
     */
    record Compiled(Program program, String canonicalJson) implements Compilation {}

    /**
     * The definition cannot be run.
     *
     * @param problems all that were found, in the order of the text; at least one
     */
    record Refused(List<Problem> problems) implements Compilation {

        /** Copies what it is given. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
