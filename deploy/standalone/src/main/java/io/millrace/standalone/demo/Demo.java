package io.millrace.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Sends commits as signed webhooks through the door of a running server, waits for what becomes of them, and asks four
 * witnesses that know nothing of each other: the door, the run history, the audit topic and the lake.
 */
public final class Demo {
    private static final int COMMITS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(100);
    private static final String EXAMPLE_ADDRESS = "127.0.0.1:8099";
    private static final String WORKFLOW = "/examples/push-classifier/workflow.yaml";
    private static final String RUNS = Door.TENANT + "/runs?workflow=push-classifier&limit=100";
    private static final String SECRET = "shared by the demo and its webhook";

    private final URI url;
    private final String bootstrapServers;
    private final Path lake;
    private final Consumer<String> screen;
    private final Door door;

    /**
     * A demo on a server that is fresh.
     *
     * @param url of its HTTP interface
     * @param adminKey that may do everything
     * @param bootstrapServers of its broker
     * @param lake directory with its tables
     * @param screen told the story, line by line
     */
    public Demo(URI url, String adminKey, String bootstrapServers, Path lake, Consumer<String> screen) {
        this.url = url;
        this.bootstrapServers = bootstrapServers;
        this.lake = lake;
        this.screen = screen;
        this.door = new Door(url, adminKey);
    }

    /**
     * Tells the whole story.
     *
     * @param repository whose commits are sent, if it is one
     * @return whether all witnesses agree
     * @throws IOException when the server refuses what should work, or is not there
     */
    public boolean tell(Path repository) throws IOException, InterruptedException {
        Commits commits = Commits.of(repository, COMMITS);
        try (ReviewerService reviewers = new ReviewerService()) {
            prepare(reviewers);
            long began = System.nanoTime();
            int accepted = push(commits, began);
            boolean ended = awaitEnds(accepted, began);
            tellOneRun();
            boolean agree = compare(accepted, reviewers);
            return ended && agree;
        }
    }

    private void prepare(ReviewerService reviewers) throws IOException, InterruptedException {
        door.put(
                Door.TENANT,
                "application/json",
                "{\"displayName\": \"Default\", \"shardWidth\": 8, \"egress\": {\"allow\": [\"127.0.0.1\"]}}");
        door.put(Door.TENANT + "/secrets/push", "application/json", "{\"value\": \"" + SECRET + "\"}");
        door.put(
                Door.TENANT + "/workflows/push-classifier",
                "application/yaml",
                example().replace(EXAMPLE_ADDRESS, reviewers.address()));
        door.put(Door.TENANT + "/triggers/push", "application/json", """
                {"type": "webhook", "authentication": {"scheme": "github", "secret": "push"},
                 "target": {"workflow": "push-classifier"}}""");
        say(
                "Published: workflow push-classifier (examples/push-classifier), a secret, and the webhook /hooks/default/push");
    }

    private int push(Commits commits, long began) throws IOException, InterruptedException {
        PushSender sender = new PushSender(door, "/hooks/default/push", SECRET);
        Set<String> events = new HashSet<>();
        for (Commit commit : commits.commits()) {
            Door.Answer answer = sender.push(commit);
            if (answer.status() != 202) {
                throw new IOException("The webhook was answered with " + answer.status() + " " + answer.body());
            }
            events.add(answer.body().path("eventId").asString());
        }
        Commit newest = commits.commits().getFirst();
        Door.Answer repeated = sender.push(newest);
        boolean sameEvent = !events.add(repeated.body().path("eventId").asString());
        Door.Answer forged = sender.forge(newest);
        say("");
        say("%s: %d signed pushes posted, %.1f s"
                .formatted(commits.origin(), commits.commits().size(), seconds(began)));
        say("  the first one again        %d, %s"
                .formatted(repeated.status(), sameEvent ? "the same event" : "ANOTHER EVENT"));
        say("  one with a wrong signature %d".formatted(forged.status()));
        return events.size();
    }

    private boolean awaitEnds(int accepted, long began) throws IOException, InterruptedException {
        int ended = 0;
        while (ended < accepted && seconds(began) < PATIENCE.toSeconds()) {
            Thread.sleep(LOOK_AGAIN_AFTER);
            ended = 0;
            for (JsonNode run : door.get(RUNS).path("items")) {
                ended += run.path("endedAt").isString() ? 1 : 0;
            }
        }
        say("  all runs ended             %.1f s after the first push, 1 s of it a timer".formatted(seconds(began)));
        return ended == accepted;
    }

    private void tellOneRun() throws IOException, InterruptedException {
        JsonNode run = door.get(RUNS).path("items").path(0);
        if (run.isMissingNode()) {
            return;
        }
        Instant started = Instant.parse(run.path("startedAt").asString());
        say("");
        say("Run %s".formatted(run.path("id").asString()));
        JsonNode history = door.get(Door.TENANT + "/runs/" + run.path("id").asString() + "/history");
        for (JsonNode task : history.path("items")) {
            Instant from = Instant.parse(task.path("startedAt").asString());
            Instant to = task.path("endedAt").isString()
                    ? Instant.parse(task.path("endedAt").asString())
                    : from;
            say("  +%4d ms  %-13s %-10s %5d ms"
                    .formatted(
                            Duration.between(started, from).toMillis(),
                            task.path("task").asString(),
                            task.path("status").asString(),
                            Duration.between(from, to).toMillis()));
        }
        say("  => %s".formatted(run.path("output").path("announcement").asString()));
    }

    private boolean compare(int accepted, ReviewerService reviewers) throws IOException, InterruptedException {
        Set<String> runs = new HashSet<>();
        for (JsonNode run : door.get(RUNS + "&status=completed").path("items")) {
            runs.add(run.path("id").asString());
        }
        String prefix = door.get("/v1/info").path("topicPrefix").asString();
        AuditTopic.Account audit = new AuditTopic(bootstrapServers, prefix + "audit", door).read();
        LakeTable.Account rows = awaitLake(audit);
        say("");
        say("What became of them, by four witnesses");
        say("  events accepted by the door   %4d   202 from %s/hooks/default/push".formatted(accepted, url));
        say("  runs completed                %4d   GET %s".formatted(runs.size(), RUNS));
        say("  ends in the audit topic       %4d   ordinary Kafka consumer at %s, %d records"
                .formatted(audit.endings(), bootstrapServers, audit.records()));
        say("  ends in the lake              %4d   Iceberg's reader on %s, %d rows"
                .formatted(rows.endings(), lake, rows.rows()));
        say("  (calls of the HTTP endpoint   %4d)".formatted(reviewers.calls()));
        boolean agree = runs.size() == accepted
                && audit.endings() == accepted
                && rows.endings() == accepted
                && audit.ended().equals(runs)
                && rows.ended().equals(runs)
                && rows.rows() == audit.records();
        say(agree ? "They agree." : "THEY DO NOT AGREE: the lines above say who sees what.");
        return agree;
    }

    private LakeTable.Account awaitLake(AuditTopic.Account audit) throws IOException, InterruptedException {
        LakeTable table = new LakeTable(lake.resolve("audit"));
        LakeTable.Account nothing = new LakeTable.Account(0, Set.of(), 0);
        long began = System.nanoTime();
        LakeTable.Account account = table.read().orElse(nothing);
        while (account.rows() < audit.records() && seconds(began) < PATIENCE.toSeconds()) {
            Thread.sleep(LOOK_AGAIN_AFTER);
            account = table.read().orElse(nothing);
        }
        return account;
    }

    private static String example() throws IOException {
        try (InputStream stream = Demo.class.getResourceAsStream(WORKFLOW)) {
            if (stream == null) {
                throw new IOException("the jar lacks the file " + WORKFLOW);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    private void say(String line) {
        screen.accept(line);
    }
}
