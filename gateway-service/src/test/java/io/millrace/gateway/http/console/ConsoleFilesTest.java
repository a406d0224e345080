package io.millrace.gateway.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the classpath is the console. */
class ConsoleFilesTest {
    @TempDir
    Path classes;

    private void write(String path, String content) throws IOException {
        Path file = classes.resolve("META-INF/resources/" + path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private ConsoleFiles read() throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return ConsoleFiles.read(loader);
        }
    }

    private static String text(ConsoleFile file) {
        return new String(file.plain(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldServeThePageThatWasBuilt() throws IOException {
        // Given
        write("index.html", "<title>Built</title>");

        // When
        ConsoleFiles files = read();

        // Then
        assertThat(text(files.page())).isEqualTo("<title>Built</title>");
        assertThat(files.at("/")).contains(files.page());
        assertThat(files.at("/index.html")).contains(files.page());
    }

    @Test
    void shouldSayWhatToDoWhereNoPageWasBuilt() throws IOException {
        // Given
        write("favicon.svg", "<svg/>");

        // When
        ConsoleFiles files = read();

        // Then
        assertThat(text(files.page())).contains("Node.js 20.19").contains("-DskipConsole");
        assertThat(files.page().type()).hasToString("text/html;charset=UTF-8");
    }

    @Test
    void shouldServeWhatIsBesideThePageAndAmongItsAssetsAlone() throws IOException {
        // Given
        write("index.html", "");
        write("favicon.svg", "<svg/>");
        write("assets/a.js", "1");
        write("assets/deep/b.css", "2");
        write("assets/a.js.gz", "packed");
        write("webjars/other.js", "3");

        // When
        ConsoleFiles files = read();

        // Then
        assertThat(files.others()).containsOnlyKeys("/favicon.svg", "/assets/a.js", "/assets/deep/b.css");
        assertThat(files.at("/assets/../webjars/other.js")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.js, text/javascript;charset=UTF-8",
        "a.css, text/css;charset=UTF-8",
        "a.json, application/json;charset=UTF-8",
        "a.svg, image/svg+xml",
        "a.woff2, font/woff2",
        "a.webmanifest, application/manifest+json;charset=UTF-8",
        "a.strange, application/octet-stream",
    })
    void shouldSayWhatAFileIs(String name, String type) {
        // When
        ConsoleFile file = new ConsoleFile(name, new byte[0]);

        // Then
        assertThat(file.type()).hasToString(type);
    }

    @Test
    void shouldPackLargeTexts() throws IOException {
        // Given
        byte[] text = "alike ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

        // When
        ConsoleFile file = new ConsoleFile("a.css", text);

        // Then
        assertThat(file.packed()).isNotNull().hasSizeLessThan(text.length / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(file.packed())).readAllBytes())
                .isEqualTo(text);
        assertThat(new ConsoleFile("a.png", text).packed()).isNull();
        assertThat(new ConsoleFile("a.css", new byte[100]).packed()).isNull();
    }
}
