package io.millrace.workflow.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.documents.Problem;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.util.List;

/** Compiles definitions for tests: the head that every definition needs is put before what a test is about. */
final class Compiling {

    static final Compiler COMPILER = new Compiler(new DeepStackThread());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD = "document: {dsl: 1.0.3, namespace: tests, name: sample, version: 1.0.0}\n";

    private Compiling() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }

    /** The definition with this body, which stands from line 2. */
    static String definition(String body) {
        return HEAD + body;
    }

    static Program program(String body) {
        Compilation compilation = COMPILER.compile(definition(body));
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).program();
    }

    static List<Problem> problems(String body) {
        return problemsOf(definition(body));
    }

    static List<Problem> problemsOf(String text) {
        Compilation compilation = COMPILER.compile(text);
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        return ((Compilation.Refused) compilation).problems();
    }

    /** The only task of a definition whose {@code do} is this. */
    static Task task(String list) {
        return program("do:\n" + list.indent(2)).body().tasks().getFirst();
    }

    static JsonNode arguments(String call, String input) {
        return ((Task.Call) task(call)).arguments().evaluate(json(input), Variables.NONE);
    }
}
