package io.millrace.executor.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A gRPC server that knows only two fields of its messages, and sends back what else they hold untouched. */
final class OrderServer implements AutoCloseable {
    private static final Descriptor ORDER = order();
    private static final FieldDescriptor AMOUNT = ORDER.findFieldByName("amount");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Set<String> admitted = ConcurrentHashMap.newKeySet();
    private final Queue<Metadata> headers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Server server;

    OrderServer() {
        ServerServiceDefinition orders = ServerServiceDefinition.builder("test.Orders")
                .addMethod(method("Echo", MethodType.UNARY), ServerCalls.asyncUnaryCall((order, answer) -> {
                    answer.onNext(order);
                    answer.onCompleted();
                }))
                .addMethod(
                        method("Fail", MethodType.UNARY),
                        ServerCalls.asyncUnaryCall(
                                (order, answer) -> answer.onError(Status.fromCodeValue((int) order.getField(AMOUNT))
                                        .withDescription("because")
                                        .asException())))
                .addMethod(
                        method("Never", MethodType.UNARY),
                        ServerCalls.asyncUnaryCall((_, answer) -> ((ServerCallStreamObserver<DynamicMessage>) answer)
                                .setOnCancelHandler(abandoned::incrementAndGet)))
                .addMethod(
                        method("List", MethodType.SERVER_STREAMING),
                        ServerCalls.asyncServerStreamingCall((order, answer) -> {
                            for (int i = 1; i <= (int) order.getField(AMOUNT); i++) {
                                answer.onNext(
                                        order.toBuilder().setField(AMOUNT, i).build());
                            }
                            answer.onCompleted();
                        }))
                .addMethod(method("Sum", MethodType.CLIENT_STREAMING), ServerCalls.asyncClientStreamingCall(Sum::new))
                .addMethod(method("Chat", MethodType.BIDI_STREAMING), ServerCalls.asyncBidiStreamingCall(Echoes::new))
                .build();
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(ServerInterceptors.intercept(orders, new Remembering()))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    Queue<Metadata> headers() {
        return headers;
    }

    /** From now on only those are served whose header authorization was admitted. */
    void admit(String authorization) {
        admitted.add(authorization);
    }

    /** What the callers said who they are, in order; the text null for those who said nothing. */
    List<String> authorizations() {
        return headers.stream()
                .map(metadata -> String.valueOf(metadata.get(AUTHORIZATION)))
                .toList();
    }

    int abandoned() {
        return abandoned.get();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Remembering implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
            headers.add(metadata);
            String authorization = String.valueOf(metadata.get(AUTHORIZATION));
            if (!admitted.isEmpty() && !admitted.contains(authorization)) {
                call.close(
                        Status.UNAUTHENTICATED.withDescription("nobody knows '" + authorization + "'"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, metadata);
        }
    }

    private static class Echoes implements StreamObserver<DynamicMessage> {
        private final StreamObserver<DynamicMessage> answer;

        private Echoes(StreamObserver<DynamicMessage> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(DynamicMessage order) {
            answer.onNext(order);
        }

        @Override
        public void onError(Throwable cancelled) {
            // Nobody is left to tell.
        }

        @Override
        public void onCompleted() {
            answer.onCompleted();
        }
    }

    private static final class Sum extends Echoes {
        private int sum;

        private Sum(StreamObserver<DynamicMessage> answer) {
            super(answer);
        }

        @Override
        public void onNext(DynamicMessage order) {
            sum += (int) order.getField(AMOUNT);
        }

        @Override
        public void onCompleted() {
            super.onNext(DynamicMessage.newBuilder(ORDER).setField(AMOUNT, sum).build());
            super.onCompleted();
        }
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(String name, MethodType type) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type)
                .setFullMethodName("test.Orders/" + name)
                .setRequestMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ORDER)))
                .setResponseMarshaller(ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(ORDER)))
                .build();
    }

    private static Descriptor order() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("order.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Order")
                        .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(field("amount", 2, FieldDescriptorProto.Type.TYPE_INT32)))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Order");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type);
    }
}
