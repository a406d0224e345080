package io.millrace.executor.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepJson;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import io.millrace.records.StepFailed;
import io.millrace.records.StepSucceeded;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A run that subscribes, by hand: asks for one part of the messages after the other. */
final class Subscriber {
    private static final Random RANDOM = new Random();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Workshop workshop;
    private final String where;
    private final String run = RunId.random(Instant.now(), 5, RANDOM).toString();
    private JsonNode position = MissingNode.getInstance();
    private int steps;

    /**
     * @param document its address
     * @param where names the channel
     */
    Subscriber(Workshop workshop, String document, String where) {
        this.workshop = workshop;
        this.where = "\"document\": {\"endpoint\": \"" + document + "\"}, " + where;
    }

    static String limits(int most, int wait) {
        return "\"most\": " + most + ", \"bytes\": 1048576, \"wait\": " + wait;
    }

    static List<Integer> payloads(JsonNode answer) {
        List<Integer> payloads = new ArrayList<>();
        answer.path("messages")
                .forEach(message -> payloads.add(message.path("payload").intValue()));
        return payloads;
    }

    /** Where the step that {@link #received} answered has ended. */
    JsonNode position() {
        return position;
    }

    /** Asks for messages behind the position. */
    StepCommand ask(String limits) {
        String from = position.isMissingNode() ? "" : ", \"position\": " + position;
        return subscription("{\"receive\": {" + limits + from + "}}");
    }

    StepCommand leave() {
        return subscription("{\"leave\": " + position + "}");
    }

    private StepCommand subscription(String subscription) {
        return workshop.give(
                Workshop.command("acme", 5, "asyncapi", "{" + where + ", \"subscription\": " + subscription + "}")
                        .setRunId(run)
                        .setAttempt(++steps));
    }

    JsonNode answer(StepCommand command) {
        if (result(command) instanceof StepSucceeded succeeded) {
            return StepJson.MAPPER.readTree(succeeded.getOutput());
        }
        throw new AssertionError("the step failed: " + result(command));
    }

    Problem error(StepCommand command) {
        if (result(command) instanceof StepFailed failed) {
            return failed.getError();
        }
        throw new AssertionError("the step succeeded: " + result(command));
    }

    private Object result(StepCommand command) {
        int step = command.getAttempt();
        await().atMost(PATIENCE).until(() -> workshop.results(command).size() >= step);
        return workshop.results(command).get(step - 1).getPayload();
    }

    /** Receives messages, and goes on behind them from now on. */
    JsonNode received(String limits) {
        JsonNode answer = answer(ask(limits));
        position = answer.path("position");
        return answer;
    }

    /** Receives what comes from now on. */
    Subscriber begun() {
        assertThat(received(limits(5, 0)).path("messages")).isEmpty();
        return this;
    }
}
