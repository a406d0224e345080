package io.millrace.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.resource.ResourceTable;
import io.millrace.records.ApiKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final KeyText KEY = new KeyText("abcdefgh", "A".repeat(43));

    private final ResourceTable<ApiKey> keys = new ResourceTable<>();
    private final KeyRing ring = new KeyRing(keys);

    private void add(Role role, String tenant) {
        keys.apply(KEY.id(), new KeyRequest(role, "").record(KEY, tenant, Instant.EPOCH), 0);
    }

    @Test
    void shouldLetTheHolderIn() {
        // Given
        add(Role.EDITOR, "shop");

        // When
        Caller caller = ring.admit(KEY.reveal()).orElseThrow();

        // Then
        assertThat(caller).isEqualTo(new Caller("abcdefgh", "shop", Role.EDITOR));
    }

    @Test
    void shouldNotLetAWrongSecretIn() {
        // Given
        add(Role.EDITOR, "shop");

        // When
        var caller = ring.admit(new KeyText(KEY.id(), "B".repeat(43)).reveal());

        // Then
        assertThat(caller).isEmpty();
    }

    @Test
    void shouldNotLetAnUnknownKeyIn() {
        // Given
        String unknown = KEY.reveal();

        // When
        var caller = ring.admit(unknown);

        // Then
        assertThat(caller).isEmpty();
    }

    @Test
    void shouldNotLetADeletedKeyIn() {
        // Given
        add(Role.EDITOR, "shop");
        keys.apply(KEY.id(), null, 1);

        // When
        var caller = ring.admit(KEY.reveal());

        // Then
        assertThat(caller).isEmpty();
    }

    @Test
    void shouldLetASessionInUntilItsKeyIsDeletedOrReplaced() {
        // Given
        add(Role.EDITOR, "shop");
        ApiKey key = keys.find(KEY.id()).orElseThrow().value();
        Session session = Session.of(new byte[Session.ID_BYTES], KEY.id(), KeyRing.mark(key), Instant.MAX);

        // When
        var caller = ring.admit(session);

        // Then
        assertThat(caller).contains(new Caller("abcdefgh", "shop", Role.EDITOR));
        ByteBuffer other = ByteBuffer.wrap(new KeyText(KEY.id(), "B".repeat(43)).hash());
        keys.apply(KEY.id(), ApiKey.newBuilder(key).setHash(other).build(), 1);
        assertThat(ring.admit(session)).isEmpty();
        keys.apply(KEY.id(), null, 2);
        assertThat(ring.admit(session)).isEmpty();
    }

    @Test
    void shouldSeeOneTenantWithAnOrdinaryKeyAndAllWithAPlatformKey() {
        // Given
        Caller ordinary = new Caller("k", "shop", Role.ADMIN);

        // When
        Caller platform = new Caller("k", Caller.EVERY_TENANT, Role.PLATFORM_ADMIN);

        // Then
        assertThat(ordinary.sees("shop")).isTrue();
        assertThat(ordinary.sees("other")).isFalse();
        assertThat(platform.sees("other")).isTrue();
    }

    @Test
    void shouldOrderRoles() {
        // Given
        Role[] roles = Role.values();

        // When / Then
        for (int i = 0; i < roles.length; i++) {
            for (int j = 0; j < roles.length; j++) {
                assertThat(roles[i].includes(roles[j]))
                        .as(roles[i] + " includes " + roles[j])
                        .isEqualTo(i >= j);
            }
            assertThat(Role.named(roles[i].text())).contains(roles[i]);
        }
    }
}
