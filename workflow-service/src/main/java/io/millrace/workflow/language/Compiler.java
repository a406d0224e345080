package io.millrace.workflow.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.documents.DocumentReader;
import io.millrace.schemas.documents.Problem;
import io.millrace.workflow.expression.DeepStack;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.program.Program;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Compiles definitions written in the Open Workflow DSL, versions 1.0.0 to 1.0.3. Safe for any number of threads, and
 * for texts from anyone.
 */
public final class Compiler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Expressions expressions;

    /**
     * @param deepStack used by the expressions of every program it compiles
     */
    public Compiler(DeepStack deepStack) {
        this.expressions = new Expressions(deepStack);
    }

    /** Compiles a definition in YAML or JSON. */
    public Compilation compile(String text) {
        return switch (DocumentReader.read(text)) {
            case DocumentReader.Reading.Unreadable(var problems) -> new Compilation.Refused(problems);
            case DocumentReader.Reading.Document(JsonNode root) -> compile(root, text);
        };
    }

    /**
     * Compiles a definition again that was compiled before.
     *
     * @param canonicalJson as {@link Compilation.Compiled#canonicalJson()} gave it; the program is the same, and so is
     *     its hash
     */
    public Compilation load(String canonicalJson) {
        try {
            return compile(JSON.readTree(canonicalJson), canonicalJson);
        } catch (JsonProcessingException invalid) {
            return refused(
                    invalid.getLocation().getLineNr(),
                    invalid.getLocation().getColumnNr(),
                    "This is not valid JSON: " + invalid.getOriginalMessage());
        }
    }

    private static Compilation refused(int line, int column, String detail) {
        return new Compilation.Refused(List.of(new Problem("", line, column, detail)));
    }

    private Compilation compile(JsonNode root, String text) {
        Problems problems = new Problems();
        String canonicalJson = write(root);
        if (canonicalJson.length() > DocumentReader.LONGEST) {
            return refused(
                    1,
                    1,
                    "The definition is " + canonicalJson.length()
                            + " characters long when its aliases are written out; at most " + DocumentReader.LONGEST
                            + " are allowed.");
        }
        Optional<Program> program = new DocumentCompiler(expressions, problems).program(root, sha256(canonicalJson));
        return program.isPresent() && problems.isEmpty()
                ? new Compilation.Compiled(program.get(), canonicalJson)
                : new Compilation.Refused(problems.placed(DocumentReader.positions(text)));
    }

    private static String write(JsonNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }
}
