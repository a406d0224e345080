package io.millrace.executor.grpc;

import com.google.protobuf.DynamicMessage;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Gathers the messages of an answer, one at a time, until it ends or grows too large. */
final class GatheredAnswer extends ClientCall.Listener<DynamicMessage> {
    private static final int BAD_GATEWAY = 502;

    private final GrpcCall call;
    private final ClientCall<DynamicMessage, DynamicMessage> running;
    private final GrpcProperties properties;
    private final List<DynamicMessage> messages = new ArrayList<>();
    private final CompletableFuture<List<DynamicMessage>> gathered = new CompletableFuture<>() {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            running.cancel("nobody waits for the answer any more", null);
            return cancelled;
        }
    };
    private long bytes;

    GatheredAnswer(GrpcCall call, ClientCall<DynamicMessage, DynamicMessage> running, GrpcProperties properties) {
        this.call = call;
        this.running = running;
        this.properties = properties;
    }

    /** All messages; fails with {@link ExchangeFailedException}. Cancelling it cancels the call. */
    CompletableFuture<List<DynamicMessage>> gathered() {
        return gathered;
    }

    @Override
    public void onMessage(DynamicMessage message) {
        bytes += message.getSerializedSize();
        messages.add(message);
        if (bytes > properties.maxResponse().toBytes()) {
            tooMuch(properties.maxResponse().toKilobytes() + " KB");
        } else if (messages.size() > properties.maxMessages()) {
            tooMuch(properties.maxMessages() + " messages");
        } else {
            running.request(1);
        }
    }

    private void tooMuch(String limit) {
        gathered.completeExceptionally(new ExchangeFailedException(new StepOutcome.Failed(
                StepError.communication(BAD_GATEWAY, call.named() + " answered more than " + limit), Fault.ANSWER)));
        running.cancel("the answer is too large", null);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.isOk()) {
            gathered.complete(messages);
        } else {
            gathered.completeExceptionally(new ExchangeFailedException(GrpcFailures.failed(call, status)));
        }
    }
}
