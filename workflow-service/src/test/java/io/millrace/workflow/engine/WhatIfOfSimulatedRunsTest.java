package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.whatif.Comparison;
import io.millrace.workflow.whatif.RecordedInput;
import io.millrace.workflow.whatif.Recording;
import io.millrace.workflow.whatif.WhatIf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs that met crashes, repeats and reordering, compared with themselves. */
class WhatIfOfSimulatedRunsTest {
    private static final int SEEDS = 500;

    @Test
    void shouldFindEveryRunTheSameUnderItsOwnDefinition() {
        // Given
        IntStream seeds = IntStream.range(0, SEEDS);

        // When / Then
        seeds.parallel().forEach(WhatIfOfSimulatedRunsTest::check);
    }

    private static void check(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ModelledLog log = new ModelledLog(random);
        Map<RunId, Program> programs = new TreeMap<>(java.util.Comparator.comparing(RunId::toString));
        for (int run = 0; run < 1 + random.nextInt(3); run++) {
            RunId id = new RunId(run, seed);
            Program program = EngineSimulationTest.PROGRAMS.get(random.nextInt(EngineSimulationTest.PROGRAMS.size()));
            programs.put(id, program);
            log.start(id, program);
        }
        while (log.happen()) {
            // Until nothing is left to happen.
        }
        log.finish();
        programs.forEach((run, program) -> {
            List<RecordedInput> inputs = log.audit().stream()
                    .filter(line -> line.run().equals(run))
                    .map(line -> new RecordedInput(
                            line.input(), log.appendedAt(line.offset()), line.decision() instanceof Decision.Accepted))
                    .toList();
            Recording recording = new Recording(inputs, log.committed(run).status());
            Comparison comparison =
                    WhatIf.compare(program, _ -> program, recording, new WhatIf.Rules(true, _ -> Optional.empty()));
            assertThat(comparison)
                    .as("seed %d, run %s", seed, run)
                    .isInstanceOfSatisfying(
                            Comparison.Same.class,
                            same -> assertThat(same.after()).isEqualTo(same.before()));
        });
    }
}
