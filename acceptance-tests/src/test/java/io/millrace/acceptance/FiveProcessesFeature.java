package io.millrace.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiveProcessesFeature {
    @TempDir
    private Path directory;

    @Test
    void shouldRunTheMainLineAcrossFiveProcessesAndOneBroker() {
        // Given
        try (Installation installation = new FiveProcesses(directory);
                Callee callee = new Callee()) {
            MainLine line = new MainLine(installation);
            line.prepare(callee);

            // When
            line.push(40);

            // Then
            line.expectEveryCountToBe(40);
        }
    }
}
