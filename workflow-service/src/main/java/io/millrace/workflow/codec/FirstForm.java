package io.millrace.workflow.codec;

import io.millrace.workflow.engine.Activation;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Counters;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.engine.Seed;
import java.util.List;

/** Reads states of release 0.1, which knew one line of work in a run and no children, callbacks or compensations. */
final class FirstForm {
    static final int NUMBER = 1;

    private FirstForm() {}

    static Active active(StateReader in) {
        var id = StateCodec.runId(in);
        String tenant = in.owner();
        var definition = StateCodec.identity(in);
        var startedAt = in.instant();
        var rawInput = in.json();
        var context = in.json();
        List<Activation> activations = in.list(FirstForm::activation);
        var timers = in.list(StateCodec::timer);
        List<Place> places = in.octet() == 0 ? List.of() : List.of(StateCodec.place(in));
        Counters counters = StateCodec.counters(in);
        return new Active(
                id,
                tenant,
                definition,
                startedAt,
                rawInput,
                context,
                activations,
                timers,
                places,
                counters,
                in.list(StateCodec::waiter),
                Seed.NONE,
                null,
                false,
                List.of(),
                null);
    }

    private static Activation activation(StateReader in) {
        return new Activation(
                in.integer(),
                in.integer(),
                in.integer(),
                in.json(),
                in.json(),
                in.instant(),
                PhaseCodec.read(in),
                null,
                in.list(FirstForm::activation));
    }
}
