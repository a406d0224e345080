package io.millrace.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * {@code recovery}: {@code kill -9} while runs are started over HTTP; then a restart. Every start that was accepted
 * must end exactly once in the audit.
 *
 * @param payloadBytes length of the JSON that goes into every run
 */
record RecoveryWorkload(int payloadBytes) implements Workload {
    private static final String NAME = "recovery";
    private static final int STEPS = 10;
    private static final int CLIENTS = 8;
    private static final int LOAD_SECONDS = 10;
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(3);

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        try (Server server = laboratory.freshServer()) {
            Api api = new Api(server.url(), server.adminKey());
            PublishedWorkflow workflow = api.publish(Payloads.workflow(STEPS));
            Queue<String> accepted = new ConcurrentLinkedQueue<>();
            startUntilKilled(server, api, workflow, accepted, laboratory.seconds(LOAD_SECONDS));
            long killed = System.nanoTime();
            server.restart();
            double ready = (System.nanoTime() - killed) / 1e9;
            Api.Answer first = api.start(workflow.name(), Payloads.json(payloadBytes), "60s");
            double firstCompleted = (System.nanoTime() - killed) / 1e9;
            if (first.status() != 200) {
                throw new IOException("The first run after the restart was answered with " + first);
            }
            Endings endings = new Endings(server.bootstrapServers(), api.topicPrefix());
            Endings.Count count = endings.await(List.copyOf(accepted), ENDED_WITHIN);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("ready s", ready);
            figures.put("first completed run s", firstCompleted);
            figures.put("accepted runs", (double) accepted.size());
            figures.put("lost", (double) count.lost());
            figures.put("audit duplicates", (double) count.duplicates());
            return Measurement.of(
                    NAME, figures, Map.of("steps", STEPS, "clients", CLIENTS, "payload bytes", payloadBytes));
        }
    }

    private void startUntilKilled(
            Server server, Api api, PublishedWorkflow workflow, Queue<String> accepted, Duration length)
            throws InterruptedException {
        AtomicBoolean going = new AtomicBoolean(true);
        List<Thread> clients = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    while (going.get()) {
                        startOne(api, workflow, accepted);
                    }
                }))
                .toList();
        Thread.sleep(length);
        server.kill();
        going.set(false);
        for (Thread client : clients) {
            client.join();
        }
    }

    private void startOne(Api api, PublishedWorkflow workflow, Queue<String> accepted) {
        try {
            Api.Answer answer = api.start(workflow.name(), Payloads.json(payloadBytes), "");
            if (answer.status() == 202) {
                accepted.add(answer.body().path("id").asString());
            }
        } catch (IOException e) {
            Thread.onSpinWait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
