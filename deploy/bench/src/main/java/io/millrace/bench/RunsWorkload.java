package io.millrace.bench;

import java.util.Map;

/**
 * {@code w1} and {@code w10}: runs of sequential steps that do nothing, started by appending to the log and awaited by
 * the reply, as a gateway does it.
 *
 * @param name of the workload
 * @param steps of a run
 * @param payloadBytes length of the JSON that goes into every step and comes out of it
 */
record RunsWorkload(String name, int steps, int payloadBytes) implements Workload {

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        Server server = laboratory.server();
        Api api = new Api(server.url(), server.adminKey());
        PublishedWorkflow workflow = api.publish(Payloads.workflow(steps));
        try (RunStarter runs =
                new RunStarter(server.bootstrapServers(), api.topicPrefix(), workflow, Payloads.json(payloadBytes))) {
            Trial.Result result = new Trial(new Load(runs), laboratory, server.meter()).run();
            Measurement measured = Measurement.of(
                    name,
                    result.figures(steps),
                    Map.of("steps", steps, "payload bytes", payloadBytes, "in flight", result.window()));
            return laboratory.of(LoopWorkload.NAME).map(measured::comparedWith).orElse(measured);
        }
    }
}
