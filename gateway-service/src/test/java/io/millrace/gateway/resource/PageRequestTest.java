package io.millrace.gateway.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {
    private static NavigableMap<String, String> entries() {
        NavigableMap<String, String> entries = new TreeMap<>();
        for (String key : List.of("shop/a", "shop/b", "shop/c", "shop/d", "shop/e", "shop-2/a", "zoo/a")) {
            entries.put(key, key);
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5", "6"})
    void shouldGiveEverythingOnceInParts(String limit) {
        // Given
        List<String> all = new ArrayList<>();
        String cursor = null;

        // When
        do {
            Page<String> page = PageRequest.of(limit, cursor).of(entries(), "shop/");
            all.addAll(page.items());
            cursor = page.next() == null ? null : PageRequest.cursor(page.next());
        } while (cursor != null);

        // Then
        assertThat(all).containsExactly("shop/a", "shop/b", "shop/c", "shop/d", "shop/e");
    }

    @Test
    void shouldNotLeaveTheTenantWithAForgedCursor() {
        // Given
        String forged = PageRequest.cursor("zoo/");

        // When
        Page<String> page = PageRequest.of("10", forged).of(entries(), "shop/");

        // Then
        assertThat(page.items()).allMatch(key -> key.startsWith("shop/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "many", "1e2"})
    void shouldRefuseALimitThatIsNone(String limit) {
        // Given / When / Then
        assertThatThrownBy(() -> PageRequest.of(limit, null)).isInstanceOf(Refused.class);
    }
}
