package io.millrace.workflow.whatif;

import io.millrace.workflow.engine.Activation;
import java.util.List;
import java.util.Optional;

/** Finds tasks at work in the tree of a run. */
final class Activations {
    private Activations() {}

    static Optional<Activation> find(List<Activation> among, int position) {
        for (Activation one : among) {
            if (one.position() == position) {
                return Optional.of(one);
            }
            Optional<Activation> below = find(one.children(), position);
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }
}
