package io.millrace.gateway.linking;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.refusal.Flaw;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of references that lead nowhere, or too far. */
class LinkerRefusalTest {
    private static final String F = "https://f.example/f.yaml";
    private static final String G = "https://f.example/g.yaml";
    private static final String HEAD = "use: {catalogs: {c: {endpoint: 'https://c.example/'}}}\n";

    private final Elsewhere elsewhere = new Elsewhere();
    private final Linker linker = new Linker(Map.of("log:1.0.0", "{set: {logged: true}}"), elsewhere);

    private LinkedDefinition link(String text) {
        return linker.link("shop", text);
    }

    private Flaw flaw(String text) {
        List<Flaw> flaws = link(text).flaws(List.of());
        assertThat(flaws).hasSize(1);
        return flaws.getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            do: [{a: {do: [{t: {call: REF}}]}}] => /do/0/a/do/0/t/call
            do: [{a: {try: [{b: {wait: PT1S}}], catch: {do: [{a/b: {call: REF}}]}}}] => /do/0/a/catch/do/0/a~1b/call
            do: [{a: {fork: {branches: [{b: {wait: PT1S}}, {t: {call: REF}}]}}}] => /do/0/a/fork/branches/1/t/call
            use: {extensions: [{e: {extend: all, after: [{t: {call: REF}}]}}]} => /use/extensions/0/e/after/0/t/call
            use: {functions: {mine: {call: REF}}} => /use/functions/mine/call
            do: [{a: {call: callback, with: {request: {call: REF}}}}] => /do/0/a/with/request/call
            """)
    void shouldPointAtTheCall(String text, String pointer) {
        // When
        Flaw flaw = flaw(text.replace("REF", F));

        // Then
        assertThat(flaw.pointer()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            log@c => It names no version
            log:1@c => `1` is no version of three numbers
            log:latest@c => `latest` is no version of three numbers
            log:1.0.0 => It names no catalog
            log:1.0.0@ => is written `name:version@catalog`
            a/../b:1.0.0@c => is written `name:version@catalog`
            log:1.0.0@d => There is no catalog `d` under `use.catalogs`; there are `c`, `default`
            lok:1.0.0@default => has no function `lok:1.0.0`; it has `log:1.0.0`
            log:2.0.0@default => `log` is there as `1.0.0`
            add:1.0.0@c => answered with status 404
            ftp://f.example/f => must be an address of http or https
            https:///f => must be an address of http or https
            https://user:pw@f.example/f => must not hold a name or password
            https://f.example/f#/a => only whole documents are read
            https://f.example/{name} => is no address
            """)
    void shouldSayWhyAReferenceLeadsNowhere(String reference, String detail) {
        // When
        Flaw flaw = flaw(HEAD + "do:\n- t:\n    call: '" + reference + "'\n");

        // Then
        assertThat(flaw.detail()).contains(detail).doesNotContain("pw@");
        assertThat(flaw.pointer()).isEqualTo("/do/0/t/call");
        assertThat(flaw.line()).isEqualTo(4);
        assertThat(flaw.column()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            [a] => it is no object
            x => it is no object
            {a: => at line 1, column
            "" => it is no object
            {a: *b} => refers to nothing before it
            """)
    void shouldSayWhyADocumentCannotBeUsed(String document, String detail) {
        // Given
        elsewhere.with(F, document);

        // When
        Flaw flaw = flaw("do: [{t: {call: '" + F + "'}}]");

        // Then
        assertThat(flaw.detail()).contains(detail, F);
    }

    @Test
    void shouldNotAskACatalogThatNeedsAuthentication() {
        // Given
        String text = """
                use: {catalogs: {c: {endpoint: {uri: 'https://c.example', authentication: {use: me}}}}}
                do: [{t: {call: 'add:1.0.0@c'}}]
                """;

        // When
        Flaw flaw = flaw(text);

        // Then
        assertThat(flaw.detail()).contains("asks for authentication", "egress.allow");
        assertThat(elsewhere.asked).isEmpty();
    }

    @Test
    void shouldNameTheFunctionThatLeadsNowhere() {
        // Given
        elsewhere.with(F, "do: [{a: {call: '" + G + "'}}]");

        // When
        Flaw flaw = flaw("do:\n- t: {call: '" + F + "'}\n");

        // Then
        assertThat(flaw.pointer()).isEqualTo("/do/0/t/call");
        assertThat(flaw.line()).isEqualTo(2);
        assertThat(flaw.detail()).contains("In the function `" + F + "`", G, "404");
    }

    @Test
    void shouldReportEveryReferenceThatLeadsNowhereAtOnce() {
        // Given
        String text = """
                output: {schema: {resource: {endpoint: 'https://f.example/none'}}}
                do:
                - a: {call: 'x:1.0.0@none'}
                - b: {call: 'https://f.example/none'}
                """;

        // When
        List<Flaw> flaws = link(text).flaws(List.of());

        // Then
        assertThat(flaws)
                .extracting(Flaw::pointer)
                .containsExactly("/output/schema/resource", "/do/0/a/call", "/do/1/b/call");
        assertThat(flaws).extracting(Flaw::line).containsExactly(1, 3, 4);
    }

    @Test
    void shouldRefuseFunctionsThatCallOneAnotherInACircle() {
        // Given
        elsewhere.with(F, "call: '" + G + "'").with(G, "do: [{a: {call: '" + F + "'}}]");

        // When
        List<Flaw> flaws = link("do: [{t: {call: '" + F + "'}}]").flaws(List.of());

        // Then
        assertThat(flaws).isNotEmpty().allSatisfy(flaw -> {
            assertThat(flaw.pointer()).isEqualTo("/do/0/t/call");
            assertThat(flaw.detail()).contains("calls itself");
        });
        assertThat(elsewhere.asked).containsExactly(F, G);
    }

    @Test
    void shouldRefuseReferencesThroughTooManyLevels() {
        // Given
        for (int i = 0; i < 20; i++) {
            elsewhere.with("https://f.example/" + i, "call: 'https://f.example/" + (i + 1) + "'");
        }

        // When
        Flaw flaw = flaw("do: [{t: {call: 'https://f.example/0'}}]");

        // Then
        assertThat(flaw.detail()).contains("more than 8 levels");
        assertThat(elsewhere.asked).hasSize(Linker.DEEPEST);
    }

    @Test
    void shouldRefuseTooManyDocuments() {
        // Given
        StringBuilder text = new StringBuilder("do:\n");
        for (int i = 0; i < 40; i++) {
            elsewhere.with("https://f.example/" + i, "set: {a: 1}");
            text.append("- t%d: {call: 'https://f.example/%d'}\n".formatted(i, i));
        }

        // When
        List<Flaw> flaws = link(text.toString()).flaws(List.of());

        // Then
        assertThat(elsewhere.asked).hasSize(Linker.MOST_DOCUMENTS);
        assertThat(flaws)
                .hasSize(40 - Linker.MOST_DOCUMENTS)
                .allSatisfy(flaw -> assertThat(flaw.detail()).contains("at most 32 documents"));
    }

    @Test
    void shouldRefuseDocumentsThatAreTooLargeTogether() {
        // Given
        StringBuilder text = new StringBuilder("do:\n");
        for (int i = 0; i < 16; i++) {
            elsewhere.with("https://f.example/" + i, "set: {a: '" + "x".repeat(300_000) + "'}");
            text.append("- t%d: {call: 'https://f.example/%d'}\n".formatted(i, i));
        }

        // When
        List<Flaw> flaws = link(text.toString()).flaws(List.of());

        // Then
        assertThat(flaws)
                .hasSize(13)
                .allSatisfy(flaw -> assertThat(flaw.detail()).contains("characters together"));
    }

    @Test
    void shouldRefuseADefinitionThatBecomesTooLarge() {
        // Given
        elsewhere.with(F, "set: {a: '" + "x".repeat(900_000) + "'}");
        String text = "do: [{s: {set: {a: '" + "x".repeat(900_000) + "'}}}, {t: {call: '" + F + "'}}]";

        // When
        LinkedDefinition definition = link(text);

        // Then
        assertThat(definition.flaws(List.of()))
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.detail()).contains("with everything that it refers to"));
        assertThat(definition.text()).isEqualTo(text);
    }
}
