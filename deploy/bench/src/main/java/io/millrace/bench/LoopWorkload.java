package io.millrace.bench;

import java.util.Map;

/**
 * {@code loop}: the ceiling that the others are compared with.
 *
 * @param steps how often a piece goes to and fro
 * @param payloadBytes length of the JSON that travels
 */
record LoopWorkload(int steps, int payloadBytes) implements Workload {
    static final String NAME = "loop";

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        Server server = laboratory.server();
        try (BareLoop loop = new BareLoop(server.bootstrapServers(), steps, Payloads.json(payloadBytes))) {
            Trial.Result result = new Trial(new Load(loop), laboratory, server.meter()).run();
            return Measurement.of(
                    NAME,
                    result.figures(steps),
                    Map.of("steps", steps, "payload bytes", payloadBytes, "in flight", result.window()));
        }
    }
}
