package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class RoomRulesTest {

    private static final Rooms ROOMS = new Rooms("io.millrace.sample");
    private static final String CORE = "package io.millrace.sample.engine; public class Decision {}";
    private static final String STORE =
            "package io.millrace.sample.store; public class RunStore { io.millrace.sample.engine.Decision decision; }";

    @Test
    void shouldAcceptAdaptersThatMeetInCore() {
        // Given
        var http = "package io.millrace.sample.http; class RunController { io.millrace.sample.engine.Decision d; }";

        // When
        var result = complaint(RoomRules.adaptersDoNotKnowEachOther(ROOMS), CORE, STORE, http);

        // Then
        assertThat(result).isEmpty();
    }

    @Test
    void shouldRefuseAdapterThatKnowsAnother() {
        // Given
        var http = "package io.millrace.sample.http; class RunController { io.millrace.sample.store.RunStore[] s; }";

        // When
        var result = complaint(RoomRules.adaptersDoNotKnowEachOther(ROOMS), CORE, STORE, http);

        // Then
        assertThat(result).contains("RunController", "RunStore", "let them meet in the core");
    }

    @Test
    void shouldAcceptRoomsWithinOneAdapter() {
        // Given
        var inner = "package io.millrace.sample.store.rows; class Rows { io.millrace.sample.store.RunStore s; }";

        // When
        var result = complaint(RoomRules.adaptersDoNotKnowEachOther(ROOMS), CORE, STORE, inner);

        // Then
        assertThat(result).isEmpty();
    }

    @Test
    void shouldAcceptServiceThatKnowsSchemas() {
        // Given
        var schemas = "package io.millrace.schemas; public class RunId {}";
        var records = "package io.millrace.records; public class AuditRecord {}";
        var sample = """
                package io.millrace.sample.engine;
                class Decision { io.millrace.schemas.RunId id; io.millrace.records.AuditRecord audit; }
                """;

        // When
        var result = complaint(RoomRules.servicesShareOnlySchemas(ROOMS), schemas, records, sample);

        // Then
        assertThat(result).isEmpty();
    }

    @Test
    void shouldRefuseServiceThatKnowsAnother() {
        // Given
        var other = "package io.millrace.audit; public class History {}";
        var sample = "package io.millrace.sample.kafka; class Reader { io.millrace.audit.History history; }";

        // When
        var result = complaint(RoomRules.servicesShareOnlySchemas(ROOMS), other, sample);

        // Then
        assertThat(result).contains("History", "a record in schemas");
    }

    @Test
    void shouldAcceptRoomsInOneDirection() {
        // Given
        var wiring = "package io.millrace.sample; class SampleApplication { io.millrace.sample.store.RunStore s; }";

        // When
        var result = complaint(RoomRules.roomsFormNoCycle(ROOMS), CORE, STORE, wiring);

        // Then
        assertThat(result).isEmpty();
    }

    @Test
    void shouldRefuseCycleThroughWiring() {
        // Given
        var wiring = """
                package io.millrace.sample;
                public class SampleApplication { io.millrace.sample.http.RunController controller; }
                """;
        var http =
                "package io.millrace.sample.http; public class RunController { io.millrace.sample.SampleApplication a; }";

        // When
        var result = complaint(RoomRules.roomsFormNoCycle(ROOMS), wiring, http);

        // Then
        assertThat(result).contains("Cycle detected", "are one room");
    }

    private static String complaint(ArchRule rule, String... sources) {
        var result = rule.evaluate(Fixture.compile(sources));
        return result.hasViolation() ? result.getFailureReport().toString() : "";
    }
}
