package io.millrace.gateway.http.whatif;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.whatif.RunComparisons;
import io.millrace.gateway.whatif.RunRecord;
import io.millrace.gateway.whatif.Tally;
import io.millrace.gateway.whatif.Verdict;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.AuditRecord;
import io.millrace.records.PublishedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the runs of one request, a few at a time. When its time is over it stops behind a part of the list, and says
 * where to go on.
 */
final class ComparedRuns {
    /** Runs of one part of the list: what is begun is ended, so this is what a caller may wait for beyond the time. */
    private static final int PART = 20;

    private static final int AT_ONCE = 4;

    private final WhatIfRequest asked;
    private final String draft;
    private final RecordedRuns runs;
    private final RunComparisons comparisons;
    private final WorkflowCatalog catalog;

    ComparedRuns(
            WhatIfRequest asked, String draft, RecordedRuns runs, RunComparisons comparisons, WorkflowCatalog catalog) {
        this.asked = asked;
        this.draft = draft;
        this.runs = runs;
        this.comparisons = comparisons;
        this.catalog = catalog;
    }

    /**
     * Compares them. Blocks the calling thread.
     *
     * @param each is told every run as soon as it and those before it are compared
     * @return {@code {"runs": […], "summary": {…}, "next": cursor or null}}
     */
    ObjectNode all(Consumer<ObjectNode> each) throws InterruptedException {
        long end = System.nanoTime() + asked.patience().toNanos();
        ObjectNode report = Json.object();
        ArrayNode list = report.putArray("runs");
        Tally tally = new Tally();
        String cursor = asked.cursor();
        int left = asked.limit();
        try (ExecutorService workers = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("what-if-", 0).factory())) {
            do {
                RecordedRuns.Part part = runs.list(asked.query(Math.min(PART, left), cursor));
                for (Verdict verdict : compare(part.runs(), workers, tally)) {
                    tally.add(verdict);
                    ObjectNode run = verdict.toJson();
                    list.add(run);
                    each.accept(run);
                }
                left -= part.runs().size();
                cursor = part.next();
            } while (cursor != null && left > 0 && System.nanoTime() < end);
        }
        report.set("summary", tally.toJson());
        report.put("next", cursor);
        return report;
    }

    private List<Verdict> compare(List<RecordedRuns.Listed> part, ExecutorService workers, Tally tally)
            throws InterruptedException {
        List<Callable<Verdict>> work = new ArrayList<>();
        for (RecordedRuns.Listed run : part) {
            if (run.ended()) {
                work.add(() -> compare(run.id()));
            } else {
                tally.addNotEnded();
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Future<Verdict> done : workers.invokeAll(work)) {
            verdicts.add(verdict(done));
        }
        return verdicts;
    }

    private static Verdict verdict(Future<Verdict> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Verdict compare(String run) {
        try {
            List<AuditRecord> audit = comparisons.records(runs.records(run));
            if (audit.isEmpty()) {
                return Verdict.failed(run, "The records of the run are not kept any more.");
            }
            RunRecord record = RunRecord.of(asked.tenant(), run, audit);
            return Verdict.found(run, comparisons.compare(record, draft, definitions(record), asked.matchArguments()));
        } catch (Refused refused) {
            return switch (refused.refusal()) {
                case Refusal.TooLarge _ -> Verdict.tooLarge(run);
                case Refusal other -> Verdict.failed(run, other.detail());
            };
        }
    }

    private List<String> definitions(RunRecord record) {
        return catalog.find(asked.tenant(), asked.workflow()).stream()
                .flatMap(workflow -> workflow.newestFirst().stream())
                .filter(version -> record.hashes().contains(version.getHash()))
                .map(PublishedVersion::getCanonical)
                .toList();
    }
}
