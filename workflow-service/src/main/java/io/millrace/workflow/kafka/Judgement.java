package io.millrace.workflow.kafka;

import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.Decision.Rejected;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Engine;
import io.millrace.workflow.engine.Evolution;
import io.millrace.workflow.engine.RejectionCode;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A decision with all that is needed to carry it out; making it changes nothing.
 *
 * @param before the state that the input met
 * @param decision what follows
 * @param after the state that follows
 * @param bytes the state after, as it is kept; empty when the input was rejected
 * @param program the definition that the run is pinned to, when one was needed
 */
record Judgement(
        RunState before,
        Decision decision,
        RunState after,
        Bytes bytes,
        @Nullable Program program) {
    private static final Bytes NOTHING = Bytes.wrap(new byte[0]);

    /**
     * Judges an input.
     *
     * @param program finds the definition of a tenant's run; null when it did not arrive in time
     * @param largest bytes that a state may have
     * @throws IllegalStateException when the definition of a run at work cannot be found
     */
    static Judgement of(
            String tenant,
            RunState before,
            RunInput input,
            Instant now,
            BiFunction<String, Identity, @Nullable Program> program,
            long largest) {
        return switch (before) {
            case RunState.Ended ended -> rejected(before, Engine.refuse(ended, input), null);
            case RunState.NotStarted _ -> {
                if (!(input instanceof RunInput.StartRun start)) {
                    yield rejected(before, Engine.refuseUnknown(), null);
                }
                Program found = program.apply(tenant, start.definition());
                yield found == null
                        ? rejected(before, unavailable(start.definition()), null)
                        : decided(found, before, input, now, largest);
            }
            case RunState.Active run -> {
                Program found = program.apply(tenant, run.definition());
                if (found == null) {
                    throw new IllegalStateException(
                            unavailable(run.definition()).reason());
                }
                yield decided(found, before, input, now, largest);
            }
        };
    }

    private static Judgement decided(Program program, RunState before, RunInput input, Instant now, long largest) {
        return switch (Engine.decide(program, before, input, now)) {
            case Rejected rejected -> rejected(before, rejected, program);
            case Accepted accepted -> {
                RunState after = Evolution.evolve(before, accepted.events());
                byte[] bytes = StateCodec.write(after);
                yield bytes.length > largest && after instanceof RunState.Active
                        ? outgrown(program, before, accepted, after, bytes.length, largest, now)
                        : new Judgement(before, accepted, after, Bytes.wrap(bytes), program);
            }
        };
    }

    // The facts of the input stand; what would go on from them does not, because the run ends here.
    private static Judgement outgrown(
            Program program, RunState before, Accepted accepted, RunState grown, long size, long largest, Instant now) {
        Decision end = Engine.decide(program, grown, new RunInput.StateOutgrown(size, largest), now);
        if (!(end instanceof Accepted ended)) {
            throw new IllegalStateException("a run at work can always be ended");
        }
        List<RunEvent> events = Stream.concat(accepted.events().stream(), ended.events().stream())
                .toList();
        List<Effect> effects = Stream.concat(
                        accepted.effects().stream().filter(Effect.PublishEvent.class::isInstance),
                        ended.effects().stream())
                .toList();
        RunState after = Evolution.evolve(grown, ended.events());
        return new Judgement(
                before, new Accepted(events, effects), after, Bytes.wrap(StateCodec.write(after)), program);
    }

    private static Judgement rejected(RunState before, Rejected rejected, @Nullable Program program) {
        return new Judgement(before, rejected, before, NOTHING, program);
    }

    private static Rejected unavailable(Identity identity) {
        return new Rejected(
                RejectionCode.DEFINITION_UNAVAILABLE,
                "Version " + identity.version() + " of workflow " + identity.name() + " with hash " + identity.hash()
                        + " did not arrive in time, or cannot be run by this version of Millrace.");
    }
}
