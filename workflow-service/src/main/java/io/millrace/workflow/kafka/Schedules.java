package io.millrace.workflow.kafka;

import io.millrace.records.ArmSchedule;
import io.millrace.records.AuditRecord;
import io.millrace.records.DefinitionVersion;
import io.millrace.records.DeliverEvent;
import io.millrace.records.PlannedRun;
import io.millrace.records.PreviewSchedule;
import io.millrace.records.RunOver;
import io.millrace.records.SchedulePreview;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.records.TimerFired;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.ScheduleId;
import io.millrace.schemas.Shards;
import io.millrace.workflow.codec.ScheduleCodec;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.RejectionCode;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.schedule.Evolution;
import io.millrace.workflow.schedule.Preview;
import io.millrace.workflow.schedule.ScheduleDecision;
import io.millrace.workflow.schedule.ScheduleDecision.Accepted;
import io.millrace.workflow.schedule.ScheduleDecision.Rejected;
import io.millrace.workflow.schedule.ScheduleEffect;
import io.millrace.workflow.schedule.ScheduleEvent;
import io.millrace.workflow.schedule.ScheduleInput;
import io.millrace.workflow.schedule.ScheduleState;
import io.millrace.workflow.schedule.Scheduler;
import io.millrace.workflow.schedule.Timer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of one partition. A schedule has an id like a run, derived from tenant and workflow, and lives in the
 * same log and the same stores; so its timers, its repeats and its recovery are those of runs.
 */
final class Schedules implements AutoCloseable {
    /** Workflows looked at in one go, so that the inputs get their turn. */
    private static final int PORTION = 50;

    private static final int MOST_PLANNED = 1_000;

    private final EngineParts parts;
    private final int partition;
    private final Stores stores;
    private final TimerQueue timers;
    private final TransactionalOutputs outputs;
    private final ReadOnlyKeyValueStore<String, byte[]> definitions;
    private final ReadOnlyKeyValueStore<String, byte[]> tenants;
    private final Set<String> changed;

    Schedules(
            EngineParts parts,
            ProcessorContext<?, ?> context,
            Stores stores,
            TimerQueue timers,
            TransactionalOutputs outputs) {
        this.parts = parts;
        this.partition = context.taskId().partition();
        this.stores = stores;
        this.timers = timers;
        this.outputs = outputs;
        this.definitions = Stores.definitions(context);
        this.tenants = Stores.tenants(context);
        this.changed = parts.changes().listen();
        // What changed while nobody owned the partition: looking at everything is cheap, most is as it should be.
        changed.addAll(workflows(""));
    }

    @Override
    public void close() {
        parts.changes().forget(changed);
    }

    /** Whether an input is for a schedule. */
    boolean concerned(RunId id, Object payload) {
        return switch (payload) {
            case ArmSchedule _, RunOver _, PreviewSchedule _ -> true;
            case TimerFired _, DeliverEvent _ -> stores.hasSchedule(id);
            default -> false;
        };
    }

    /**
     * Decides about an input and changes nothing.
     *
     * @return carries the decision out
     */
    Runnable judge(io.millrace.records.RunInput read, RunId id, RecordMetadata at, long time, RecordHeaders why) {
        ScheduleState before = stores.loadSchedule(id);
        if (read.getPayload() instanceof PreviewSchedule asked) {
            return answer(read.getTenant(), before, asked, why);
        }
        ScheduleInput input = input(read);
        Instant now = Instant.ofEpochMilli(time);
        Identity wanted = input instanceof ScheduleInput.Arm arm ? arm.definition() : ScheduleAudit.definition(before);
        Program program = program(read.getTenant(), wanted);
        if (wanted != null && program == null && !(input instanceof ScheduleInput.Arm)) {
            throw new IllegalStateException("Version " + wanted.version() + " of workflow " + wanted.name()
                    + " with hash " + wanted.hash() + " did not arrive in time.");
        }
        ScheduleDecision decision = Scheduler.decide(program, id, before, input, now);
        if (decision instanceof Accepted accepted && !accepted.events().isEmpty()) {
            Accepted fitting = accepted;
            byte[] bytes = ScheduleCodec.write(Evolution.evolve(before, fitting.events()));
            while (bytes.length > parts.json().values().limits().state()) {
                fitting = smaller(id, before, fitting, now);
                bytes = ScheduleCodec.write(Evolution.evolve(before, fitting.events()));
            }
            byte[] after = bytes;
            Accepted taken = fitting;
            return () -> {
                stores.saveSchedule(id, after);
                carryOut(read, id, before, taken, at, time, why);
            };
        }
        return () -> carryOut(read, id, before, decision, at, time, why);
    }

    private static Accepted smaller(RunId id, ScheduleState before, Accepted accepted, Instant now) {
        ScheduleState grown = Evolution.evolve(before, accepted.events());
        if (!(Scheduler.decide(null, id, grown, new ScheduleInput.StateOutgrown(), now) instanceof Accepted dropped)) {
            throw new IllegalStateException("a schedule can always drop what it gathers");
        }
        return new Accepted(
                Stream.concat(accepted.events().stream(), dropped.events().stream())
                        .toList(),
                accepted.effects());
    }

    private @Nullable Program program(String tenant, @Nullable Identity wanted) {
        return wanted == null
                ? null
                : parts.definitions()
                        .await(definitions, tenant, wanted, parts.properties().definitionWait())
                        .orElse(null);
    }

    /** Says what the schedule will do; a question changes nothing and is not written down. */
    private Runnable answer(String tenant, ScheduleState state, PreviewSchedule asked, RecordHeaders why) {
        Program program = program(tenant, ScheduleAudit.definition(state));
        int count = Math.clamp(asked.getCount(), 1, MOST_PLANNED);
        List<PlannedRun> runs = Preview.of(program == null ? null : program.schedule(), state, count).stream()
                .map(planned -> new PlannedRun(planned.kind().word(), planned.dueAt()))
                .toList();
        SchedulePreview preview = state instanceof ScheduleState.Armed armed
                ? new SchedulePreview(
                        armed.definition().version(),
                        runs,
                        armed.memory().groups().size())
                : new SchedulePreview(null, List.of(), 0);
        return () -> parts.dispatch().answer(tenant, asked.getReplyTo(), preview, why);
    }

    private ScheduleInput input(io.millrace.records.RunInput read) {
        return switch (read.getPayload()) {
            case ArmSchedule arm -> {
                DefinitionVersion version = arm.getDefinition();
                yield version == null ? new ScheduleInput.Disarm() : new ScheduleInput.Arm(Inbound.identity(version));
            }
            case RunOver over -> new ScheduleInput.RunOver(RunId.parse(over.getRunId()));
            case TimerFired fired -> new ScheduleInput.TimerFired(fired.getTimer());
            case DeliverEvent delivered ->
                new ScheduleInput.DeliverEvent(
                        delivered.getPosition(),
                        parts.json().readFromOutside(read.getTenant(), delivered.getEvent()),
                        delivered.getPartition(),
                        delivered.getOffset());
            case null, default -> throw new IllegalArgumentException("a schedule has no such input");
        };
    }

    private void carryOut(
            io.millrace.records.RunInput read,
            RunId id,
            ScheduleState before,
            ScheduleDecision decision,
            RecordMetadata at,
            long time,
            RecordHeaders why) {
        ScheduleState after = before;
        switch (decision) {
            case Accepted accepted -> {
                after = Evolution.evolve(before, accepted.events());
                boolean armed = after instanceof ScheduleState.Armed;
                accepted.events().forEach(event -> keepTimers(read.getTenant(), id, event, armed));
                accepted.effects().forEach(effect -> send(read.getTenant(), id, effect, time, why));
            }
            case Rejected _ -> {
                // Nobody waits for the answer.
            }
        }
        AuditRecord audit = ScheduleAudit.of(read, after, decision, at, time, why);
        outputs.audit(partition, read.getTenant() + "/" + id, audit, why);
    }

    private void keepTimers(String tenant, RunId id, ScheduleEvent event, boolean armed) {
        switch (event) {
            case ScheduleEvent.TimerSet(Timer timer) -> {
                if (armed) {
                    timers.add(entry(tenant, id, timer));
                }
            }
            case ScheduleEvent.TimerCancelled(Timer timer) -> timers.remove(entry(tenant, id, timer));
            case ScheduleEvent.TimerElapsed(Timer timer) -> timers.remove(entry(tenant, id, timer));
            case ScheduleEvent.ScheduleArmed begun ->
                begun.kept().forEach(timer -> timers.add(entry(tenant, id, timer)));
            case ScheduleEvent.ScheduleContinued continued ->
                continued.resumed().forEach(timer -> timers.add(entry(tenant, id, timer)));
            case ScheduleEvent.ScheduleDisarmed disarmed ->
                disarmed.held().forEach(timer -> timers.remove(entry(tenant, id, timer)));
            case ScheduleEvent.RunCaused _,
                    ScheduleEvent.DueTimesMissed _,
                    ScheduleEvent.GroupOpened _,
                    ScheduleEvent.EventTaken _,
                    ScheduleEvent.EndingEventTaken _,
                    ScheduleEvent.GroupClosed _,
                    ScheduleEvent.GroupGivenUp _ -> {
                // They concern no timer.
            }
        }
    }

    private void send(String tenant, RunId id, ScheduleEffect effect, long time, RecordHeaders why) {
        Dispatch dispatch = parts.dispatch();
        switch (effect) {
            case ScheduleEffect.StartRun start -> dispatch.start(tenant, start.run(), start(start), why);
            case ScheduleEffect.Subscribe subscribe ->
                dispatch.subscribe(tenant, id, subscribe.subscription(), shards(tenant), time, why);
            case ScheduleEffect.Unsubscribe(int position) ->
                dispatch.unsubscribe(tenant, id, position, shards(tenant).partitions(), why);
        }
    }

    private StartRun start(ScheduleEffect.StartRun start) {
        return parts.dispatch()
                .newStart(start.definition(), JsonText.write(start.input()), "schedule")
                .setCause(new StartCause("schedule", start.cause()))
                .build();
    }

    /** Tells the schedule of a workflow that a run of it ended, if the schedule waits for such an end. */
    void follow(String tenant, RunId run, @Nullable Program program, List<RunEvent> events, RecordHeaders why) {
        if (program == null || program.schedule() == null || program.schedule().after() == null) {
            return;
        }
        boolean ended = events.stream()
                .anyMatch(event -> event instanceof RunEvent.RunCompleted
                        || event instanceof RunEvent.RunFaulted
                        || event instanceof RunEvent.RunCancelled);
        if (ended) {
            tellOver(tenant, program.identity().name(), run, why);
        }
    }

    /** As above, for a run that the schedule asked for and that could not be started. */
    void follow(String tenant, RunId run, RunInput asked, Decision.Rejected rejected, RecordHeaders why) {
        if (asked instanceof RunInput.StartRun start
                && rejected.code() == RejectionCode.DEFINITION_UNAVAILABLE
                && start.cause().startsWith("schedule:")) {
            tellOver(tenant, start.definition().name(), run, why);
        }
    }

    private void tellOver(String tenant, String workflow, RunId run, RecordHeaders why) {
        parts.dispatch().runOver(tenant, ScheduleId.of(tenant, workflow, shards(tenant)), run, why);
    }

    /** Arms the schedules of this partition that changed, some of them at a time. */
    void armChanged() {
        Iterator<String> next = changed.iterator();
        for (int i = 0; i < PORTION && next.hasNext(); i++) {
            String key = next.next();
            next.remove();
            int slash = key.indexOf('/');
            if (slash < 0) {
                workflows(key + "/").forEach(workflow -> arm(key, workflow.substring(key.length() + 1), true));
            } else {
                arm(key.substring(0, slash), key.substring(slash + 1), false);
            }
        }
    }

    private void arm(String tenant, String workflow, boolean again) {
        RunId id = ScheduleId.in(partition, tenant, workflow);
        Program current = ScheduleId.of(tenant, workflow, shards(tenant)).equals(id)
                ? parts.definitions().scheduled(definitions, tenant, workflow).orElse(null)
                : null;
        Identity armed = stores.loadSchedule(id) instanceof ScheduleState.Armed state ? state.definition() : null;
        if (current == null) {
            if (armed != null) {
                parts.dispatch().arm(tenant, id, null);
            }
        } else if (!current.identity().equals(armed)
                || (again && current.schedule() != null && current.schedule().on() != null)) {
            parts.dispatch().arm(tenant, id, current.identity());
        }
    }

    private Set<String> workflows(String prefix) {
        Set<String> workflows = new HashSet<>();
        try (KeyValueIterator<String, byte[]> all =
                prefix.isEmpty() ? definitions.all() : definitions.range(prefix, prefix + '\uffff')) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                String[] key = entry.key.split("/", 3);
                if (key.length > 1) {
                    workflows.add(key[0] + "/" + key[1]);
                }
            }
        }
        return workflows;
    }

    private Shards shards(String tenant) {
        return parts.tenancy().shards(tenants, tenant);
    }

    private static TimerQueue.Entry entry(String tenant, RunId id, Timer timer) {
        return new TimerQueue.Entry(timer.dueAt().toEpochMilli(), id, timer.number(), tenant);
    }
}
