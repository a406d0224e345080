package io.millrace.workflow;

import io.millrace.schemas.TestBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An engine on a real broker for the tests of one class, with everybody around it played by the tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineAtWork {
    @TempDir
    private static Path state;

    private TestBroker broker;
    Surroundings around;
    EngineProcess engine;

    @BeforeAll
    void startEngine() {
        broker = TestBroker.start();
        engine = new EngineProcess(broker.bootstrapServers(), state);
        engine.start();
        around = new Surroundings(broker.bootstrapServers());
    }

    @AfterAll
    void stopEngine() {
        around.close();
        engine.stop();
        broker.close();
    }
}
