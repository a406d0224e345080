package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CloudEvent;
import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Activation;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.Phase;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the CloudEvents of which the Open Workflow Specification says that a runtime publishes them (section "Lifecycle
 * events"): what happened to one run and its tasks because of one input. They have no output inside, but say where it
 * is. The subject is the run, so that all of them keep their order.
 */
final class LifecycleEvents {
    /** Kind of the cause of a run that a lifecycle event started. */
    static final String CAUSE = "lifecycle";

    private static final String PREFIX = "io.serverlessworkflow.";

    private final String tenant;
    private final RunId run;
    private final long offset;
    private final Instant now;
    private final Program program;
    private final RunState before;
    private final List<CloudEvent> published = new ArrayList<>();
    /** Tasks that began because of the input, by position. */
    private final Map<Integer, Integer> begun = new HashMap<>();

    /**
     * The events of one run.
     *
     * @param offset of the input in its log, from which the ids of the events are derived
     * @param now time of the input
     * @param program the definition that the run is pinned to
     * @param before the state that the input met
     */
    LifecycleEvents(String tenant, RunId run, long offset, Instant now, Program program, RunState before) {
        this.tenant = tenant;
        this.run = run;
        this.offset = offset;
        this.now = now;
        this.program = program;
        this.before = before;
    }

    /** Whether an event tells of the life of a run. */
    static boolean isOne(CloudEvent event) {
        return event.getType().startsWith(PREFIX);
    }

    /** The run that a lifecycle event tells of; empty for other events. */
    static Optional<RunId> subject(CloudEvent event) {
        String subject = event.getSubject();
        if (!isOne(event) || subject == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunId.parse(subject));
        } catch (IllegalArgumentException ofSomebodyElse) {
            return Optional.empty();
        }
    }

    /** The events that tell of these facts, in their order. */
    List<CloudEvent> of(List<RunEvent> facts) {
        facts.forEach(this::tell);
        return published;
    }

    private void tell(RunEvent fact) {
        switch (fact) {
            case RunEvent.RunStarted _ -> workflow("started", "startedAt", started());
            case RunEvent.RunRetried _ -> workflow("resumed", "resumedAt", data());
            case RunEvent.RunSuspended _ -> {
                workflow("suspended", "suspendedAt", data());
                atWork().forEach(task -> task("suspended", "suspendedAt", task, data()));
            }
            case RunEvent.RunResumed _ -> {
                workflow("resumed", "resumedAt", data());
                atWork().forEach(task -> task("resumed", "resumedAt", task, data()));
            }
            case RunEvent.RunCompleted _ -> workflow("completed", "completedAt", whereOutputIs());
            case RunEvent.RunFaulted faulted -> workflow("faulted", "faultedAt", error(faulted.fault()));
            case RunEvent.RunCancelled _ -> workflow("cancelled", "cancelledAt", data());
            case RunEvent.ListenStarted _ -> workflow("correlation-started", "startedAt", data());
            case RunEvent.EventConsumed taken when taken.closed() -> correlated(taken.expected());
            case RunEvent.EndingEventConsumed taken when taken.closed() -> correlated(taken.expected());
            case RunEvent.ListenClosed closed -> correlated(expected(closed.position()));
            case RunEvent.TaskStarted task -> {
                begun.put(task.position(), task.task());
                task("created", "createdAt", task.task(), data());
                task("started", "startedAt", task.task(), data());
            }
            case RunEvent.AttemptStarted attempt
            when attempt.attempt() > 1 ->
                taskAt(attempt.position()).ifPresent(task -> task("retried", "retriedAt", task, data()));
            case RunEvent.TaskCancelled task -> task("cancelled", "cancelledAt", task.task(), data());
            case RunEvent.TaskFaulted task -> task("faulted", "faultedAt", task.task(), error(task.fault()));
            case RunEvent.TaskCompleted task -> task("completed", "completedAt", task.task(), whereOutputIs());
            case RunEvent.Progress _ -> {
                // The specification has no event for it.
            }
        }
    }

    private void correlated(Map<String, JsonNode> expected) {
        ObjectNode data = data();
        ObjectNode keys = data.putObject("correlationKeys");
        expected.forEach((key, value) -> keys.set(key.substring(key.lastIndexOf('/') + 1), value));
        workflow("correlation-completed", "completedAt", data);
    }

    private Map<String, JsonNode> expected(int position) {
        return atPosition(position)
                .filter(activation -> activation.phase() instanceof Phase.Listening)
                .map(activation ->
                        ((Phase.Listening) activation.phase()).vigil().expected())
                .orElse(Map.of());
    }

    private Optional<Integer> taskAt(int position) {
        return Optional.ofNullable(begun.get(position))
                .or(() -> atPosition(position).map(Activation::task));
    }

    private Optional<Activation> atPosition(int position) {
        return activations().stream()
                .filter(activation -> activation.position() == position)
                .findFirst();
    }

    /** Ids of the tasks that were at work before the input; an item of a parallel loop is none. */
    private List<Integer> atWork() {
        return activations().stream()
                .filter(activation -> !(activation.phase() instanceof Phase.Iterating))
                .map(Activation::task)
                .toList();
    }

    private List<Activation> activations() {
        List<Activation> all = new ArrayList<>();
        if (before instanceof RunState.Active active) {
            gather(active.activations(), all);
        }
        return all;
    }

    private static void gather(List<Activation> activations, List<Activation> all) {
        for (Activation activation : activations) {
            all.add(activation);
            gather(activation.children(), all);
        }
    }

    private ObjectNode started() {
        ObjectNode data = data();
        Identity identity = program.identity();
        data.putObject("definition")
                .put("name", identity.name())
                .put("namespace", identity.namespace())
                .put("version", identity.version());
        return data;
    }

    private ObjectNode whereOutputIs() {
        return data().put("outputUri", "/v1/tenants/" + tenant + "/runs/" + run);
    }

    private static ObjectNode error(Fault fault) {
        ObjectNode data = data();
        ObjectNode error = data.putObject("error").put("type", fault.type()).put("status", fault.status());
        put(error, "title", fault.title());
        put(error, "detail", fault.detail());
        put(error, "instance", fault.instance());
        return data;
    }

    private static void put(ObjectNode error, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            error.put(name, value);
        }
    }

    private static ObjectNode data() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void workflow(String what, String when, ObjectNode data) {
        publish("workflow." + what, data.put("name", qualifiedName()).put(when, now.toString()));
    }

    private void task(String what, String when, int task, ObjectNode data) {
        publish(
                "task." + what,
                data.put("workflow", qualifiedName())
                        .put("task", program.tasks().get(task).header().pointer())
                        .put(when, now.toString()));
    }

    private String qualifiedName() {
        return program.identity().name() + "-" + run + "." + program.identity().namespace();
    }

    private void publish(String type, ObjectNode data) {
        published.add(CloudEvent.newBuilder()
                .setTenant(tenant)
                .setId(run + "/lifecycle/" + offset + "/" + published.size())
                .setSource("/tenants/" + tenant + "/workflows/"
                        + program.identity().name())
                .setType(PREFIX + type + ".v1")
                .setSubject(run.toString())
                .setTime(now)
                .setDatacontenttype("application/json")
                .setData(JsonText.write(data))
                .build());
    }
}
