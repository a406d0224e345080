package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepKey;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.TenantRules;
import io.millrace.schemas.RunId;
import io.millrace.schemas.egress.EgressRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dispatcher, all that stands around it, and steps for it; nothing moves but when the test says so. */
final class TestDispatch {
    static final StepOutcome OUTPUT = new StepOutcome.Succeeded("{}");
    static final DispatchLimits LIMITS = new DispatchLimits(3, 4, 100, Duration.ofMinutes(15));

    final ManualLoop loop = new ManualLoop();
    final TestHandler handler = new TestHandler();
    final TestGate gate = new TestGate();
    final TestObserver counts = new TestObserver();
    final Dispatcher<Integer> dispatcher = new Dispatcher<>(
            LIMITS, _ -> new TenantRules(1, 0, 0, EgressRule.PUBLIC_ONLY), gate, List.of(handler), loop, counts);
    private int run;

    /** Offers a step from partition 7 and lets the dispatcher do what it can. */
    TestDelivery deliver(Step step) {
        TestDelivery delivery = new TestDelivery(step);
        dispatcher.offer(7, delivery);
        dispatcher.pump();
        loop.run();
        return delivery;
    }

    /** A step of a run of its own, without a deadline. */
    Step step(String tenant) {
        return step(tenant, null);
    }

    Step step(String tenant, @Nullable Instant deadline) {
        StepKey key = new StepKey(new RunId(run++, 0), 1, 1);
        return new Step(tenant, key, "w", "t", "/do/0/t", "work", "{}", deadline, null);
    }
}
