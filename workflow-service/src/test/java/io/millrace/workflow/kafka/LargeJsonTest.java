package io.millrace.workflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.SecretReferences;
import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References to secrets in values that are kept elsewhere: nobody outside can write one, nobody outside sees one. */
class LargeJsonTest {
    private static final String TENANT = "acme";
    private static final int INLINE = 1_000;
    private static final String LONG = "x".repeat(5_000);

    @TempDir
    private Path directory;

    private LargeValues values;
    private LargeJson json;

    @BeforeEach
    void open() {
        BlobSettings settings = BlobSettings.from(Map.of("millrace.blobs.directory", directory.toString())::get);
        values = new LargeValues(settings.open(), ValueLimits.from(Map.of("millrace.limits.inline", "1KB")::get));
        json = new LargeJson(values, 1 << 20);
    }

    @Test
    void shouldNotTakeForAReferenceWhatSomebodyElseWrote() {
        // Given
        JsonNode forged = JsonNodeFactory.instance
                .objectNode()
                .put("token", SecretReferences.to("token"))
                .put("long", LONG);
        String claim = values.keep(TENANT, forged.toString());
        // A value with the very same content in which the reference is one.
        json.read(TENANT, claim);

        // When
        JsonNode read = json.readFromOutside(TENANT, claim);
        JsonNode kept = json.read(TENANT, write(read));

        // Then
        assertThat(SecretReferences.in(read.toString())).isFalse();
        assertThat(SecretReferences.in(kept.toString())).isFalse();
    }

    @Test
    void shouldKeepReferencesInStatesAndMaskThemForPeople() {
        // Given
        JsonNode value = JsonNodeFactory.instance
                .objectNode()
                .put("token", SecretReferences.to("token"))
                .put("long", LONG);

        // When
        String kept = write(value);
        String shown = json.writeMasked(TENANT, value);
        String shownAgain = json.masked(TENANT, kept);

        // Then
        assertThat(json.read(TENANT, kept)).isEqualTo(value);
        assertThat(values.fromWire(TENANT, shown)).contains("\"token\":\"***\"");
        assertThat(shownAgain).isEqualTo(shown);
    }

    @Test
    void shouldShowAValueWithoutSecretsUnderTheClaimItHas() {
        // Given
        JsonNode value = JsonNodeFactory.instance.objectNode().put("long", LONG);
        String kept = write(value);

        // When
        String shown = json.writeMasked(TENANT, value);

        // Then
        assertThat(shown).isEqualTo(kept);
        assertThat(json.masked(TENANT, kept)).isEqualTo(kept);
    }

    @Test
    void shouldNotGiveATenantTheClaimOfAnother() {
        // Given
        JsonNode shared = JsonNodeFactory.instance.objectNode().put("long", LONG);
        write(shared);

        // When
        String other = json.write("globex", shared, INLINE, Integer.MAX_VALUE);

        // Then
        assertThat(json.read("globex", other)).isEqualTo(shared);
        assertThat(new LargeJson(values, 0).read("globex", other)).isEqualTo(shared);
    }

    private String write(JsonNode value) {
        return json.write(TENANT, value, INLINE, Integer.MAX_VALUE);
    }
}
