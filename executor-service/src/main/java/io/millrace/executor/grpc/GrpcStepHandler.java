package io.millrace.executor.grpc;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.protobuf.ProtoUtils;
import io.millrace.executor.authentication.Authorization;
import io.millrace.executor.authentication.Authorizations;
import io.millrace.executor.authentication.Authorizing;
import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.Callee;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Performs steps that call a gRPC method: one message or several go out, one or an array of them comes back. */
final class GrpcStepHandler implements StepHandler {
    private static final Metadata.Key<String> IDEMPOTENCY_KEY =
            Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> TRACEPARENT =
            Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int BAD_GATEWAY = 502;

    private final ProtoSchemas schemas;
    private final Addresses addresses;
    private final Authorizations authorizations;
    private final TenantChannels channels;
    private final Callees callees;
    private final GrpcProperties properties;

    GrpcStepHandler(
            ProtoSchemas schemas,
            Addresses addresses,
            Authorizations authorizations,
            TenantChannels channels,
            Callees callees,
            GrpcProperties properties) {
        this.schemas = schemas;
        this.addresses = addresses;
        this.authorizations = authorizations;
        this.channels = channels;
        this.callees = callees;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return "grpc";
    }

    @Override
    @SuppressWarnings("NullAway") // the stage completes with a value, because the Mono is never empty
    public CompletionStage<StepOutcome> perform(Step step) {
        GrpcCall call = GrpcCall.read(step);
        return schemas.schema(step, call.proto())
                .flatMap(schema -> {
                    MethodDescriptor method = schema.method(call.service(), call.method());
                    List<DynamicMessage> messages = messages(call, schema, method);
                    return Mono.fromFuture(() -> callees.call(
                                    new Callee(step.tenant(), call.callee()),
                                    () -> answered(step, call, schema, method, messages)
                                            .toFuture())
                            .toCompletableFuture());
                })
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)))
                .toFuture();
    }

    private static List<DynamicMessage> messages(GrpcCall call, ProtoSchema schema, MethodDescriptor method) {
        if (!method.isClientStreaming() && call.messages().size() != 1) {
            throw invalid("The method " + method.getFullName() + " takes one message, not a list of "
                    + call.messages().size());
        }
        JsonFormat.Parser parser = JsonFormat.parser().usingTypeRegistry(schema.types());
        List<DynamicMessage> messages = new ArrayList<>();
        for (JsonNode each : call.messages()) {
            DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getInputType());
            try {
                parser.merge(each.toString(), message);
            } catch (InvalidProtocolBufferException notThisMessage) {
                throw invalid("The arguments are no " + method.getInputType().getFullName() + ": "
                        + ProtoText.shortened(String.valueOf(notThisMessage.getMessage())));
            }
            messages.add(message.build());
        }
        return messages;
    }

    private Mono<StepOutcome> answered(
            Step step, GrpcCall call, ProtoSchema schema, MethodDescriptor method, List<DynamicMessage> messages) {
        Authorizing authorizing = authorizations.of(step.tenant(), call.authentication());
        return Mono.fromFuture(() -> addresses.resolve(step, call.host()))
                .flatMap(address -> authorized(
                        authorizing,
                        method,
                        authorization -> Mono.fromFuture(
                                        () -> exchange(step, call, address, method, messages, authorization))
                                .map(answer -> outcome(call, schema, method, answer))
                                .onErrorResume(
                                        failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)))
                                .map(outcome -> authorization
                                        .map(known -> withoutEchoOf(known, outcome))
                                        .orElse(outcome))))
                .onErrorResume(failure -> Mono.fromSupplier(() -> ExchangeFailedException.outcome(failure)));
    }

    /** The outcome of a call that says who makes it; made a second time if that can make a difference. */
    private static Mono<StepOutcome> authorized(
            Authorizing authorizing,
            MethodDescriptor method,
            Function<Optional<Authorization>, Mono<StepOutcome>> performed) {
        return Mono.fromFuture(authorizing::first).flatMap(performed).flatMap(outcome -> {
            if (!(outcome instanceof StepOutcome.Failed(StepError error, Fault _))
                    || !error.type().equals(StepError.AUTHENTICATION)) {
                return Mono.just(outcome);
            }
            Authorizing.Refusal refusal = new Authorizing.Refusal("POST", "/" + name(method), List.of());
            return Mono.fromFuture(() -> authorizing.second(refusal))
                    .flatMap(second -> second.isEmpty() ? Mono.just(outcome) : performed.apply(second));
        });
    }

    private static StepOutcome withoutEchoOf(Authorization authorization, StepOutcome outcome) {
        return switch (outcome) {
            // Read and written again, because protobuf writes some characters of a token as escapes.
            case StepOutcome.Succeeded(String output) ->
                new StepOutcome.Succeeded(
                        authorization.hiddenIn(StepJson.MAPPER.readTree(output).toString()));
            case StepOutcome.Failed(StepError error, Fault fault) ->
                new StepOutcome.Failed(
                        new StepError(
                                error.type(), error.status(), error.title(), authorization.hiddenIn(error.detail())),
                        fault);
        };
    }

    private CompletableFuture<List<DynamicMessage>> exchange(
            Step step,
            GrpcCall call,
            byte[] address,
            MethodDescriptor method,
            List<DynamicMessage> messages,
            Optional<Authorization> authorization) {
        CallOptions options = CallOptions.DEFAULT;
        if (step.deadline() == null) {
            // With a deadline the dispatcher cancels the call when it has passed.
            options = options.withDeadlineAfter(properties.responseTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }
        ClientCall<DynamicMessage, DynamicMessage> running =
                channels.channel(step.tenant(), address, call).newCall(described(method), options);
        GatheredAnswer answer = new GatheredAnswer(call, running, properties);
        running.start(answer, headers(step, authorization));
        running.request(1);
        messages.forEach(running::sendMessage);
        running.halfClose();
        return answer.gathered();
    }

    private static Metadata headers(Step step, Optional<Authorization> authorization) {
        Metadata headers = new Metadata();
        headers.put(IDEMPOTENCY_KEY, step.key().toString());
        if (step.traceparent() != null) {
            headers.put(TRACEPARENT, step.traceparent());
        }
        authorization.ifPresent(known -> headers.put(AUTHORIZATION, known.header()));
        return headers;
    }

    private static String name(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.generateFullMethodName(
                method.getService().getFullName(), method.getName());
    }

    private static io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> described(MethodDescriptor method) {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type(method))
                .setFullMethodName(name(method))
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
                .build();
    }

    private static io.grpc.MethodDescriptor.MethodType type(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming()
                    ? io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING
                    : io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming()
                ? io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING
                : io.grpc.MethodDescriptor.MethodType.UNARY;
    }

    private static StepOutcome outcome(
            GrpcCall call, ProtoSchema schema, MethodDescriptor method, List<DynamicMessage> answer) {
        JsonFormat.Printer printer = JsonFormat.printer()
                .usingTypeRegistry(schema.types())
                .alwaysPrintFieldsWithNoPresence()
                .omittingInsignificantWhitespace();
        try {
            if (method.isServerStreaming()) {
                StringJoiner array = new StringJoiner(",", "[", "]");
                for (DynamicMessage each : answer) {
                    array.add(printer.print(each));
                }
                return new StepOutcome.Succeeded(array.toString());
            }
            if (answer.size() == 1) {
                return new StepOutcome.Succeeded(printer.print(answer.getFirst()));
            }
            return broken(call.named() + " answered " + answer.size() + " messages instead of one");
        } catch (InvalidProtocolBufferException | IllegalArgumentException notJson) {
            return broken(call.named() + " answered with a message that has no form in JSON: "
                    + ProtoText.shortened(String.valueOf(notJson.getMessage())));
        }
    }

    private static StepOutcome broken(String detail) {
        return new StepOutcome.Failed(StepError.communication(BAD_GATEWAY, detail), Fault.ANSWER);
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(StepError.validation(detail));
    }
}
