package io.millrace.gateway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.linking.Linker;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.resource.Change;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.ResourceLog;
import io.millrace.gateway.resource.ResourceTopic;
import io.millrace.records.AuditRecord;
import io.millrace.records.CheckedDefinition;
import io.millrace.records.Definition;
import io.millrace.records.DefinitionChecked;
import io.millrace.records.PublishedVersion;
import io.millrace.schemas.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishingTest {
    static {
        // Avro makes only records that it was told to trust, and the wire format tells it.
        WireFormat.builtin().newDeserializer().close();
    }

    private final WorkflowCatalog catalog = new WorkflowCatalog();
    private final List<AuditRecord> trail = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private String ownVersion = "1.0.0";

    /** Content is the text; the hash of a definition is its version and content. */
    private final DefinitionChecks checks = (tenant, name, text, version) -> {
        String asked = version == null ? ownVersion : version;
        return new DefinitionChecked(List.of(), new CheckedDefinition("test", name, asked, asked + ":" + text, text));
    };

    private final Linker linker = new Linker(Map.of(), tenant -> addresses -> Map.of());

    private final ResourceLog log = new ResourceLog() {
        @Override
        public <T> long append(ResourceTopic<T> topic, String tenant, String key, @Nullable T value) {
            meanwhile.run();
            catalog.apply(key, (Definition) value);
            written.add(key);
            return written.size();
        }
    };

    private final AuditTrail audit = trail::add;
    private final Publishing publishing = new Publishing(catalog, linker, checks, log, audit);

    private Publishing.Published publish(String text, boolean autoVersion) {
        return publishing.publish(
                new PublishRequest("shop", "order", text, false, autoVersion, Precondition.NONE),
                new ManagementAct("workflow.published", "shop", "somebody", "order", Instant.EPOCH));
    }

    @Test
    void shouldWriteAndRecordANewVersion() {
        // Given
        String text = "a";

        // When
        Publishing.Published published = publish(text, false);

        // Then
        assertThat(published.change()).isEqualTo(Change.CREATED);
        assertThat(written).containsExactly("shop/order/1.0.0/1.0.0:a");
        assertThat(trail)
                .singleElement()
                .satisfies(act -> assertThat(act.getVersion()).isEqualTo("1.0.0"));
    }

    @Test
    void shouldRaiseThePatchNumberOnceForEachContent() {
        // Given
        publish("a", true);
        publish("b", true);

        // When
        Publishing.Published again = publish("b", true);

        // Then
        assertThat(again.change()).isEqualTo(Change.UNCHANGED);
        assertThat(again.definition().getVersion()).isEqualTo("1.0.1");
        assertThat(written).hasSize(2);
    }

    @Test
    void shouldRaiseThePatchNumberOfTheReleaseWhileADraftIsTried() {
        // Given
        publish("a", false);
        ownVersion = "2.0.0-try.4f2a91c0";
        publish("b", false);
        ownVersion = "1.0.0";

        // When
        Publishing.Published raised = publish("c", true);

        // Then
        assertThat(raised.definition().getVersion()).isEqualTo("1.0.1");
    }

    @Test
    void shouldNotMakeAReleaseOfAPreReleaseThatIsTaken() {
        // Given
        ownVersion = "1.0.0-try.4f2a91c0";
        publish("a", true);

        // When / Then
        assertThatThrownBy(() -> publish("b", true))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class))
                .hasMessageContaining("another document.version");
        assertThat(written).hasSize(1);
    }

    @Test
    void shouldNotBringADeletedWorkflowBackByTryingADraft() {
        // Given
        publish("a", false);
        publishing.delete(
                "shop",
                "order",
                Precondition.NONE,
                new ManagementAct("workflow.deleted", "shop", "somebody", "order", Instant.EPOCH));
        ownVersion = "1.1.0-try.4f2a91c0";

        // When / Then
        assertThatThrownBy(() -> publish("b", false)).hasMessageContaining("publish a release");
        assertThat(catalog.find("shop", "order").orElseThrow().active()).isFalse();
    }

    @Test
    void shouldLoseAgainstAnotherGatewayThatWasEarlier() {
        // Given
        PublishedVersion other = new PublishedVersion("test", "1.0.0", "other", "{}", "{}", "another", Instant.EPOCH);
        meanwhile = () ->
                catalog.apply(WorkflowCatalog.key("shop", "order", other), new Definition("shop", "order", other));

        // When / Then
        assertThatThrownBy(() -> publish("a", false))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class));
        assertThat(trail).isEmpty();
    }
}
