package io.millrace.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * {@code sync}: a run of one step over HTTP whose caller waits for the end, by 1 and by 32 clients that keep their
 * connection and ask again as soon as they are answered.
 *
 * @param payloadBytes length of the JSON that goes in and comes out
 */
record SyncWorkload(int payloadBytes) implements Workload {
    private static final String NAME = "sync";
    private static final List<Integer> CLIENTS = List.of(1, 32);
    private static final int WARM_UP_CLIENTS = 16;
    private static final int WARM_UP_SECONDS = 60;
    private static final int SETTLE_SECONDS = 5;
    private static final int MEASURE_SECONDS = 20;

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        Server server = laboratory.server();
        Api api = new Api(server.url(), server.adminKey());
        PublishedWorkflow workflow = api.publish(Payloads.workflow(1));
        Map<String, Double> figures = new LinkedHashMap<>();
        double failed = 0;
        ask(api, workflow, WARM_UP_CLIENTS, laboratory.seconds(WARM_UP_SECONDS));
        for (int clients : CLIENTS) {
            ask(api, workflow, clients, laboratory.seconds(SETTLE_SECONDS));
            Load.Outcome outcome = ask(api, workflow, clients, laboratory.seconds(MEASURE_SECONDS));
            String by = clients + (clients == 1 ? " client " : " clients ");
            figures.put(by + Figures.REQUESTS, outcome.perSecond());
            figures.put(by + Figures.P50, outcome.millisAt(50));
            figures.put(by + Figures.P99, outcome.millisAt(99));
            failed += outcome.failed();
        }
        figures.put(Figures.FAILED, failed);
        return Measurement.of(NAME, figures, Map.of("payload bytes", payloadBytes, "clients", CLIENTS));
    }

    private Load.Outcome ask(Api api, PublishedWorkflow workflow, int clients, Duration length)
            throws InterruptedException {
        LongAdder well = new LongAdder();
        LongAdder badly = new LongAdder();
        Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);
        String input = Payloads.json(payloadBytes);
        long end = System.nanoTime() + length.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    long began = System.nanoTime();
                    (completes(api, workflow, input) ? well : badly).increment();
                    micros.recordValue((System.nanoTime() - began) / 1_000);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Load.Outcome(well.sum(), badly.sum(), length.toNanos() / 1e9, micros);
    }

    private static boolean completes(Api api, PublishedWorkflow workflow, String input) {
        try {
            Api.Answer answer = api.start(workflow.name(), input, "30s");
            return answer.status() == 200
                    && answer.body().path("status").asString().equals("completed");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
