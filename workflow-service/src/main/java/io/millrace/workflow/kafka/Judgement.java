package io.millrace.workflow.kafka;

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
import io.millrace.workflow.engine.Wreck;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param size how large the run is after it
 * @param program the definition that the run is pinned to, when one was needed
 */
record Judgement(
        RunState before,
        Decision decision,
        RunState after,
        Bytes bytes,
        RunSize size,
        @Nullable Program program) {
    private static final Bytes NOTHING = Bytes.wrap(new byte[0]);

    /**
     * Judges an input.
     *
     * @param program finds the definition of a tenant's run; null when it did not arrive in time
     * @param form how states are kept
     * @throws IllegalStateException when the definition of a run at work cannot be found
     */
    static Judgement of(
            String tenant,
            RunState before,
            RunInput input,
            Instant now,
            BiFunction<String, Identity, @Nullable Program> program,
            StateForm form) {
        if (isOfAnother(tenant, before)) {
            // Whoever has found out an id learns nothing from the answer, not even that the run is there.
            return rejected(new RunState.NotStarted(), Engine.refuseUnknown(), null);
        }
        return switch (before) {
            case RunState.Ended ended -> {
                Wreck wreck = ended.wreck();
                if (!(asked(input) instanceof RunInput.RetryRun retry) || wreck == null) {
                    yield rejected(before, Engine.refuse(ended, asked(input)), null);
                }
                if (input instanceof RunInput.ValueLost lost) {
                    yield rejected(before, new Rejected(RejectionCode.WRONG_STATUS, lost.detail()), null);
                }
                Identity wanted = retry.definition() == null ? wreck.definition() : retry.definition();
                Program found = program.apply(tenant, wanted);
                yield found == null
                        ? rejected(before, unavailable(wanted), null)
                        : decided(found, before, input, now, form);
            }
            case RunState.NotStarted _ -> {
                if (!(asked(input) instanceof RunInput.StartRun start)) {
                    yield rejected(before, Engine.refuseUnknown(), null);
                }
                Program found = program.apply(tenant, start.definition());
                yield found == null
                        ? rejected(before, unavailable(start.definition()), null)
                        : decided(found, before, input, now, form);
            }
            case RunState.Active run -> {
                Program found = program.apply(tenant, run.definition());
                if (found == null) {
                    throw new IllegalStateException(
                            unavailable(run.definition()).reason());
                }
                yield decided(found, before, input, now, form);
            }
        };
    }

    private static boolean isOfAnother(String tenant, RunState state) {
        return switch (state) {
            case RunState.NotStarted _ -> false;
            case RunState.Active run -> !run.tenant().equals(tenant);
            case RunState.Ended ended ->
                ended.wreck() != null && !ended.wreck().tenant().equals(tenant);
        };
    }

    private static RunInput asked(RunInput input) {
        return input instanceof RunInput.ValueLost lost ? lost.of() : input;
    }

    private static Judgement decided(Program program, RunState before, RunInput input, Instant now, StateForm form) {
        return switch (Engine.decide(program, before, input, now)) {
            case Rejected rejected -> rejected(before, rejected, program);
            case Accepted accepted -> {
                RunState after = Evolution.evolve(before, accepted.events());
                StateForm.Kept kept = form.keep(after);
                Optional<RunInput.StateOutgrown> outgrown =
                        after instanceof RunState.Active ? form.outgrown(kept.size()) : Optional.empty();
                yield outgrown.map(much -> outgrown(program, before, accepted, after, much, now, form))
                        .orElseGet(() -> new Judgement(before, accepted, after, kept.bytes(), kept.size(), program));
            }
        };
    }

    // The facts of the input stand; what would go on from them does not, because the run ends here.
    private static Judgement outgrown(
            Program program,
            RunState before,
            Accepted accepted,
            RunState grown,
            RunInput.StateOutgrown outgrown,
            Instant now,
            StateForm form) {
        Decision end = Engine.decide(program, grown, outgrown, now);
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
                before,
                new Accepted(events, effects),
                after,
                form.keepAll(after).bytes(),
                RunSize.NONE,
                program);
    }

    /** Names of the secrets that the run's definition may use. */
    Set<String> secrets() {
        return program == null ? Set.of() : program.secrets();
    }

    private static Judgement rejected(RunState before, Rejected rejected, @Nullable Program program) {
        return new Judgement(before, rejected, before, NOTHING, RunSize.NONE, program);
    }

    private static Rejected unavailable(Identity identity) {
        return new Rejected(
                RejectionCode.DEFINITION_UNAVAILABLE,
                "Version " + identity.version() + " of workflow " + identity.name() + " with hash " + identity.hash()
                        + " did not arrive in time, or cannot be run by this version of Millrace.");
    }
}
