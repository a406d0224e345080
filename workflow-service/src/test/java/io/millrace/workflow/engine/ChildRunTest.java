package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChildRunTest {
    private static final String PARENT = """
            do:
              - ship: {run: {workflow: {namespace: shop, name: shipping, version: '1.2.0', input: {order: '${ .id }'}}}}
              - after: {set: '${ {shipped: .} }'}
            """;

    private static Effect.StartChild child(Play run) {
        return run.effects(Effect.StartChild.class).getLast();
    }

    private static RunInput ended(Play run, Status status, @Nullable String output, @Nullable Fault fault) {
        Effect.StartChild child = child(run);
        return new RunInput.ChildEnded(
                child.parent().position(), child.child(), status, output == null ? null : Play.json(output), fault);
    }

    @Test
    void shouldStartAnotherRunInItsOwnPartitionAndTakeItsOutput() {
        // Given
        Play run = Play.of(PARENT).started("{\"id\": 7}");

        // When
        run.accept(ended(run, Status.COMPLETED, "{\"parcel\":1}", null));

        // Then
        assertThat(child(run).name()).isEqualTo("shipping");
        assertThat(child(run).version()).isEqualTo("1.2.0");
        assertThat(child(run).input().toString()).isEqualTo("{\"order\":7}");
        assertThat(child(run).child().partition())
                .isEqualTo(run.events(RunEvent.RunStarted.class).getFirst().id().partition());
        assertThat(run.output()).isEqualTo("{\"shipped\":{\"parcel\":1}}");
    }

    @Test
    void shouldHandItsOwnInputToTheChildUnlessToldOtherwise() {
        // Given
        Play run = Play.of("do: [{ship: {run: {workflow: {name: shipping}}}}]");

        // When
        run.started("{\"id\": 7}");

        // Then
        assertThat(child(run).input().toString()).isEqualTo("{\"id\":7}");
        assertThat(child(run).version()).isEqualTo("latest");
    }

    @Test
    void shouldFailWithTheErrorOfTheChild() {
        // Given
        Play run = Play.of(PARENT).started("{}");

        // When
        run.accept(ended(run, Status.FAULTED, null, new Fault("urn:x", 418, "no", "because", "/do/3/inside")));

        // Then
        assertThat(run.fault()).isEqualTo(new Fault("urn:x", 418, "no", "because", "/do/0/ship"));
    }

    @Test
    void shouldFailWhenTheChildWasCancelled() {
        // Given
        Play run = Play.of(PARENT).started("{}");

        // When
        run.accept(ended(run, Status.CANCELLED, null, null));

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.RUNTIME);
    }

    @Test
    void shouldGoOnAtOnceWhenNobodyWaitsForTheChild() {
        // Given
        Play run = Play.of("do: [{fire: {run: {workflow: {name: shipping}, await: false}}}]");

        // When
        run.started("{\"id\": 7}");

        // Then
        assertThat(run.output()).isEqualTo("{\"id\":7}");
        assertThat(child(run).parent().awaits()).isFalse();
    }

    @Test
    void shouldCancelTheChildWhenItIsCancelled() {
        // Given
        Play run = Play.of(PARENT).started("{}");

        // When
        run.accept(new RunInput.CancelRun("key-1", "not wanted"));

        // Then
        assertThat(run.effects(Effect.CancelChild.class))
                .singleElement()
                .satisfies(cancel ->
                        assertThat(cancel.child()).isEqualTo(child(run).child()));
    }

    @Test
    void shouldRefuseTheEndOfAChildItDoesNotWaitFor() {
        // Given
        Play run = Play.of(PARENT + "  - more: {call: echo}\n").started("{}");
        RunInput ended = ended(run, Status.COMPLETED, "1", null);
        run.accept(ended);

        // When
        Decision again = run.offered(ended);

        // Then
        assertThat(again)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.STALE_CHILD));
    }

    @Test
    void shouldTellTheRunThatStartedItHowItEnded() {
        // Given
        Play run = Play.of("do: [{a: {set: {x: 1}}}]");
        Parent parent = new Parent(new io.millrace.schemas.RunId(1, 9), 4, 1, true);

        // When
        run.accept(new RunInput.StartRun(
                new io.millrace.schemas.RunId(1, 2),
                "acme",
                new io.millrace.workflow.program.Identity("test", "play", "1.0.0", "hash"),
                Play.json("{}"),
                "run",
                "run:1",
                null,
                Play.SEED,
                parent));

        // Then
        assertThat(run.effects(Effect.TellParent.class))
                .containsExactly(new Effect.TellParent(parent, Status.COMPLETED, Play.json("{\"x\":1}"), null));
    }

    @Test
    void shouldNotStartRunsBelowRunsWithoutEnd() {
        // Given
        Play run = Play.of("do: [{again: {run: {workflow: {name: play}}}}]");
        Parent parent = new Parent(new io.millrace.schemas.RunId(1, 9), 4, Parent.DEEPEST, true);

        // When
        run.accept(new RunInput.StartRun(
                new io.millrace.schemas.RunId(1, 2),
                "acme",
                new io.millrace.workflow.program.Identity("test", "play", "1.0.0", "hash"),
                Play.json("{}"),
                "run",
                "run:1",
                null,
                Play.SEED,
                parent));

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.CONFIGURATION);
    }
}
