package io.millrace.executor.http;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;

/** Says what went wrong with a call that was never answered in full. */
final class HttpFailures {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private HttpFailures() {}

    static StepOutcome outcome(HttpCall call, Throwable failure, HttpProperties properties) {
        RefusedException refused = cause(failure, RefusedException.class);
        if (refused != null) {
            return StepOutcome.refused(refused.error());
        }
        EgressRefusedException egress = cause(failure, EgressRefusedException.class);
        if (egress != null) {
            return StepOutcome.refused(StepError.authorization(String.valueOf(egress.getMessage())));
        }
        if (cause(failure, DataBufferLimitException.class) != null) {
            return new StepOutcome.Failed(
                    StepError.communication(
                            BAD_GATEWAY,
                            call.named() + " answered more than "
                                    + properties.maxResponse().toKilobytes() + " KB, which is the most a step takes"),
                    Fault.ANSWER);
        }
        return unanswered(call, failure, properties);
    }

    /** Why a request got no answer, in words that quote nothing of it. */
    static String reason(Throwable failure) {
        EgressRefusedException egress = cause(failure, EgressRefusedException.class);
        if (egress != null) {
            return String.valueOf(egress.getMessage());
        }
        if (cause(failure, DataBufferLimitException.class) != null) {
            return "the answer is too large";
        }
        if (cause(failure, ConnectTimeoutException.class) != null || cause(failure, TimeoutException.class) != null) {
            return "it did not answer in time";
        }
        if (cause(failure, UnknownHostException.class) != null) {
            return "the host is not known";
        }
        return cause(failure, ConnectException.class) != null
                ? "nobody listens there"
                : "the connection broke (" + failure.getClass().getSimpleName() + ")";
    }

    private static StepOutcome unanswered(HttpCall call, Throwable failure, HttpProperties properties) {
        if (cause(failure, ConnectTimeoutException.class) != null) {
            return callee(
                    GATEWAY_TIMEOUT,
                    call.named() + ": no connection to " + call.callee() + " within "
                            + properties.connectTimeout().toMillis() + " ms");
        }
        if (cause(failure, TimeoutException.class) != null) {
            return callee(
                    GATEWAY_TIMEOUT,
                    call.named() + " was not answered within "
                            + properties.responseTimeout().toSeconds()
                            + " s; give the task a timeout if it may take longer");
        }
        if (cause(failure, UnknownHostException.class) != null) {
            return callee(BAD_GATEWAY, call.named() + ": the host " + call.uri().getHost() + " is not known");
        }
        if (cause(failure, ConnectException.class) != null) {
            return callee(BAD_GATEWAY, call.named() + ": nobody listens at " + call.callee());
        }
        SSLException tls = cause(failure, SSLException.class);
        if (tls != null) {
            return callee(BAD_GATEWAY, call.named() + ": no secure connection: " + tls.getMessage());
        }
        // The message of an unknown failure might quote the request, so only its kind is told.
        return callee(
                BAD_GATEWAY,
                call.named() + ": the connection to " + call.callee() + " broke before the answer was complete ("
                        + failure.getClass().getSimpleName() + ")");
    }

    private static StepOutcome callee(int status, String detail) {
        return new StepOutcome.Failed(StepError.communication(status, detail), Fault.CALLEE);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        Throwable each = failure;
        while (each != null) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = each.getCause();
        }
        return null;
    }
}
