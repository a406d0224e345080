package io.millrace.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryWindowTest {
    @Test
    void shouldHoldTheItemsOfThePageAndSayWhatFollows() {
        // Given
        HistoryWindow window = new HistoryWindow(2, 3, 1_000);

        // When
        for (int index = 0; index < 10; index++) {
            window.take(List.of(ended(index, "1")));
        }

        // Then
        assertThat(window.items()).extracting(HistoryItem::index).containsExactly(2, 3, 4);
        assertThat(window.next()).hasValue(5);
        assertThat(window.complete()).isTrue();
    }

    @Test
    void shouldNotBeCompleteWhileATaskOfThePageIsAtWork() {
        // Given
        HistoryWindow window = new HistoryWindow(0, 1, 1_000);
        HistoryItem open = HistoryItem.opened(0, 1, null, 1, AuditLog.START);

        // When
        window.take(List.of(open, ended(1, "1")));

        // Then
        assertThat(window.complete()).isFalse();
        assertThat(window.next()).hasValue(1);
    }

    @Test
    void shouldLetGoOfItsTailWhenValuesAreLarge() {
        // Given
        HistoryWindow window = new HistoryWindow(0, 100, 1_000);

        // When
        for (int index = 0; index < 10; index++) {
            window.take(List.of(ended(index, "x".repeat(400))));
        }

        // Then
        assertThat(window.items()).extracting(HistoryItem::index).containsExactly(0, 1);
        assertThat(window.next()).hasValue(2);
    }

    @Test
    void shouldHoldASingleItemHoweverLargeItIs() {
        // Given
        HistoryWindow window = new HistoryWindow(0, 100, 1_000);

        // When
        window.take(List.of(ended(0, "x".repeat(5_000))));

        // Then
        assertThat(window.items()).hasSize(1);
        assertThat(window.next()).isEmpty();
    }

    private static HistoryItem ended(int index, String output) {
        return new HistoryItem(
                index,
                index + 1,
                "task",
                "/do/0/task",
                null,
                1,
                "completed",
                AuditLog.START,
                AuditLog.START,
                null,
                output,
                null,
                null);
    }
}
