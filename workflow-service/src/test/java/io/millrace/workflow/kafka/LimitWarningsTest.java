package io.millrace.workflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.ValueLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitWarningsTest {
    private static final RunId RUN = new RunId(1, 2);
    private static final RunSize SMALL = new RunSize(100, 100, 100);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LimitWarnings warnings = new LimitWarnings(new ValueLimits(100, 1_000, 2_000, 4_000), meters);

    @Test
    void shouldWarnOnceAboutEachLimitThatIsHalfUsed() {
        // When
        List<LimitWarnings.Near> first = warnings.near(RUN, SMALL, new RunSize(100, 600, 1_100));
        List<LimitWarnings.Near> again = warnings.near(RUN, SMALL, new RunSize(2_500, 700, 1_200));

        // Then
        assertThat(first)
                .containsExactly(
                        new LimitWarnings.Near("valueBytes", 600, 1_000),
                        new LimitWarnings.Near("runBytes", 1_100, 2_000));
        assertThat(again).containsExactly(new LimitWarnings.Near("stateBytes", 2_500, 4_000));
    }

    @Test
    void shouldNotWarnAboutWhatWasSoBefore() {
        // When
        List<LimitWarnings.Near> near = warnings.near(RUN, new RunSize(100, 600, 600), new RunSize(100, 600, 600));

        // Then
        assertThat(near).isEmpty();
    }

    @Test
    void shouldCountHowMuchIsUsed() {
        // When
        warnings.near(RUN, SMALL, new RunSize(100, 600, 600));

        // Then
        assertThat(meters.get("millrace.limit.used")
                        .tag("limit", "valueBytes")
                        .summary()
                        .max())
                .isEqualTo(0.6);
    }
}
