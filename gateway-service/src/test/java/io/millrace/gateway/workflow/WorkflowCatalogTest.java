package io.millrace.gateway.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.PageRequest;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowCatalogTest {
    private final WorkflowCatalog catalog = new WorkflowCatalog();

    private void publish(String tenant, String name, String version, String hash) {
        PublishedVersion published = new PublishedVersion("test", version, hash, "{}", "{}", "somebody", Instant.EPOCH);
        catalog.apply(WorkflowCatalog.key(tenant, name, published), new Definition(tenant, name, published));
    }

    private void head(String name, @Nullable Instant deletedAt, Map<String, String> aliases) {
        catalog.apply(
                WorkflowCatalog.key("shop", name), new Definition("shop", name, new WorkflowHead(deletedAt, aliases)));
    }

    @Test
    void shouldStartTheHighestVersion() {
        // Given
        publish("shop", "order", "1.9.0", "a");
        publish("shop", "order", "1.10.0", "b");

        // When
        PublishedVersion started = catalog.definition("shop", "order", null);

        // Then
        assertThat(started.getVersion()).isEqualTo("1.10.0");
    }

    @Test
    void shouldStartTheStableVersionWhenOneIsSet() {
        // Given
        publish("shop", "order", "1.9.0", "a");
        publish("shop", "order", "1.10.0", "b");
        head("order", null, Map.of("stable", "1.9.0"));

        // When
        PublishedVersion started = catalog.definition("shop", "order", null);

        // Then
        assertThat(started.getVersion()).isEqualTo("1.9.0");
        assertThat(catalog.definition("shop", "order", "stable").getVersion()).isEqualTo("1.9.0");
    }

    @Test
    void shouldNotStartAPreReleaseUnlessItIsNamed() {
        // Given
        publish("shop", "order", "1.2.0", "a");
        publish("shop", "order", "1.3.0-try.4f2a91c0", "b");

        // When
        PublishedVersion started = catalog.definition("shop", "order", null);

        // Then
        assertThat(started.getVersion()).isEqualTo("1.2.0");
        assertThat(catalog.definition("shop", "order", "latest").getVersion()).isEqualTo("1.2.0");
        assertThat(catalog.definition("shop", "order", "1.3.0-try.4f2a91c0").getHash())
                .isEqualTo("b");
        assertThat(catalog.workflow("shop", "order").etag()).isEqualTo("\"a\"");
    }

    @Test
    void shouldNotListAWorkflowThatHasNoReleaseYet() {
        // Given
        publish("shop", "order", "1.0.0-try.4f2a91c0", "a");

        // When
        var page = catalog.page("shop", new PageRequest(10, ""));

        // Then
        assertThat(page.items()).isEmpty();
        assertThat(catalog.definition("shop", "order", "1.0.0-try.4f2a91c0").getHash())
                .isEqualTo("a");
        assertThatThrownBy(() -> catalog.definition("shop", "order", null)).hasMessageContaining("no release yet");
        assertThatThrownBy(() -> catalog.definition("shop", "order", "latest"))
                .hasMessageContaining("no version latest");
    }

    @Test
    void shouldListAWorkflowFromItsFirstReleaseOn() {
        // Given
        publish("shop", "order", "1.0.0-try.4f2a91c0", "a");

        // When
        publish("shop", "order", "1.0.0", "b");

        // Then
        assertThat(catalog.page("shop", new PageRequest(10, "")).items())
                .extracting(PublishedWorkflow::name)
                .containsExactly("order");
    }

    @Test
    void shouldKeepTheFirstOfTwoDefinitionsOfOneVersion() {
        // Given
        publish("shop", "order", "1.0.0", "first");
        publish("shop", "order", "1.0.0", "second");

        // When
        PublishedVersion started = catalog.definition("shop", "order", "1.0.0");

        // Then
        assertThat(started.getHash()).isEqualTo("first");
    }

    @Test
    void shouldNotStartADeletedWorkflowButRememberItsVersions() {
        // Given
        publish("shop", "order", "1.0.0", "a");
        head("order", Instant.EPOCH, Map.of());

        // When / Then
        assertThatThrownBy(() -> catalog.definition("shop", "order", null))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Missing.class));
        assertThat(catalog.find("shop", "order").orElseThrow().versions()).hasSize(1);
    }

    @Test
    void shouldStartAWorkflowThatIsNoLongerDeleted() {
        // Given
        publish("shop", "order", "1.0.0", "a");
        head("order", Instant.EPOCH, Map.of());
        catalog.apply("shop/order", null);

        // When
        PublishedVersion started = catalog.definition("shop", "order", null);

        // Then
        assertThat(started.getVersion()).isEqualTo("1.0.0");
    }

    @Test
    void shouldKeepTenantsApart() {
        // Given
        publish("shop", "order", "1.0.0", "a");
        publish("shop-2", "order", "1.0.0", "b");

        // When
        var page = catalog.page("shop", new PageRequest(10, ""));

        // Then
        assertThat(page.items()).extracting(PublishedWorkflow::tenant).containsExactly("shop");
        assertThat(catalog.names("shop")).containsExactly("order");
    }

    @Test
    void shouldIgnoreWhatIsNoVersion() {
        // Given
        publish("shop", "order", "newest", "a");

        // When
        var page = catalog.page("shop", new PageRequest(10, ""));

        // Then
        assertThat(page.items()).isEmpty();
    }
}
