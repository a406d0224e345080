package io.millrace.cli;

import io.millrace.cli.asl.AslImport;
import io.millrace.cli.dsl.Imported;
import io.millrace.cli.fdl.FdlImport;
import io.millrace.cli.source.Finding;
import io.millrace.cli.source.SourceText;
import io.millrace.cli.source.UnreadableSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings a definition over from another language and says what did not come over as it was. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Translates a definition of another workflow language into the Open Workflow DSL.",
            "The definition goes to the standard output, what did not come over as it was to the standard error.",
            "Exit codes: 0 everything came over, 1 something did not, 2 the file cannot be read."
        })
final class ImportCommand {

    private static final int UNREADABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "asl", mixinStandardHelpOptions = true, description = "From the Amazon States Language.")
    int asl(
            @Parameters(paramLabel = "FILE", description = "JSON or YAML.") Path file,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "Write the definition there.")
                    @Nullable
                    Path output) {
        return bring(file, output, AslImport::read);
    }

    @Command(
            name = "fdl",
            mixinStandardHelpOptions = true,
            description = "From Alibaba's Flow Definition Language, of steps or of states.")
    int fdl(
            @Parameters(paramLabel = "FILE", description = "YAML or JSON.") Path file,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "Write the definition there.")
                    @Nullable
                    Path output) {
        return bring(file, output, FdlImport::read);
    }

    private int bring(Path file, @Nullable Path output, BiFunction<String, String, Imported> language) {
        PrintWriter err = line().getErr();
        try {
            Imported imported = language.apply(text(file), nameOf(file));
            report(file, imported, err);
            if (output == null) {
                line().getOut().print(imported.yaml());
                line().getOut().flush();
            } else {
                Files.writeString(output, imported.yaml());
            }
            return imported.findings().isEmpty() ? 0 : 1;
        } catch (UnreadableSource unreadable) {
            err.println(file + ":" + unreadable.place().line() + ":"
                    + unreadable.place().column() + ": " + unreadable.getMessage());
        } catch (CharacterCodingException notText) {
            err.println(file + ":1:1: The file is not a text in UTF-8.");
        } catch (NoSuchFileException missing) {
            err.println("There is no file or directory `" + missing.getFile() + "`.");
        } catch (IOException failed) {
            err.println("`" + file + "` cannot be read, or the output not be written: " + failed.getMessage() + ".");
        }
        return UNREADABLE;
    }

    private CommandLine line() {
        return Objects.requireNonNull(spec, "set by picocli").commandLine();
    }

    /** Reads no more of a file than an import takes. */
    private static String text(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(4 * SourceText.LONGEST + 1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static void report(Path file, Imported imported, PrintWriter err) {
        for (Finding finding : imported.findings()) {
            err.println(file + ":" + finding.place().line() + ":"
                    + finding.place().column() + ": "
                    + finding.kind().word() + ": " + (finding.pointer().isEmpty() ? "/" : finding.pointer()) + ": "
                    + finding.sentence());
        }
        imported.remarks().forEach(remark -> err.println("Note: " + remark));
        int count = imported.findings().size();
        err.println(
                count == 0
                        ? "Everything came over."
                        : count == 1
                                ? "One thing did not come over as it was."
                                : count + " things did not come over as they were.");
    }
}
