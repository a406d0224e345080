package io.millrace.executor.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Metadata;
import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gRPC steps from the command to the result, with a real server and its .proto text. */
class GrpcStepIT {
    private static final String PROTO = """
            syntax = "proto3";
            package test;
            import "google/protobuf/timestamp.proto";
            import "google/protobuf/any.proto";
            import "google/api/annotations.proto";
            import "parts/line.proto";
            enum Kind { PLAIN = 0; URGENT = 1; }
            message Order {
              string id = 1;
              int32 amount = 2;
              repeated parts.Line lines = 3;
              map<string, int64> labels = 4;
              Kind kind = 5;
              google.protobuf.Timestamp ordered_at = 6;
              oneof who { string name = 7; int64 number = 8; }
              optional string note = 9;
              google.protobuf.Any more = 10;
              message Nested { bool yes = 1; }
              Nested nested = 11;
            }
            service Orders {
              rpc Echo(Order) returns (Order) { option (google.api.http) = { post: "/v1/echo" body: "*" }; }
              rpc Fail(Order) returns (Order);
              rpc Never(Order) returns (Order);
              rpc Unknown(Order) returns (Order);
              rpc List(Order) returns (stream Order);
              rpc Sum(stream Order) returns (Order);
              rpc Chat(stream Order) returns (stream Order);
            }
            """;

    private static Workshop workshop;
    private static TestServer files;
    private static OrderServer orders;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        files = new TestServer();
        orders = new OrderServer();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.executor(
                "millrace.executor.grpc.max-response=2KB",
                "millrace.executor.grpc.max-messages=5",
                "millrace.executor.grpc.max-files=8",
                "millrace.executor.grpc.response-timeout=1s");
        file("/api/orders.proto", PROTO);
        file(
                "/api/parts/line.proto",
                "syntax = \"proto3\"; package parts; message Line { string sku = 1; double price = 2; }");
        file("/api/broken.proto", "syntax = \"proto3\"; message {");
        file("/api/unlinked.proto", "syntax = \"proto3\"; service S { rpc M(Nowhere) returns (Nowhere); }");
        file("/api/lost.proto", "syntax = \"proto3\"; import \"lost/file.proto\";");
        file("/api/away.proto", "syntax = \"proto3\"; import \"http://169.254.169.254/x.proto\";");
        file("/api/circle.proto", "syntax = \"proto3\"; import \"circle2.proto\";");
        file("/api/circle2.proto", "syntax = \"proto3\"; import \"circle.proto\";");
        file("/api/deep.proto", "syntax = \"proto3\";" + " message M {".repeat(100_000));
        file("/api/many.proto", many());
        files.on("/api/large.proto", _ -> new Answer(200, Map.of(), "// " + "x".repeat(5_000_000), false));
    }

    private static String many() {
        StringBuilder proto = new StringBuilder("syntax = \"proto3\";");
        for (String name : "any api duration empty field_mask struct timestamp wrappers".split(" ", -1)) {
            proto.append(" import \"google/protobuf/").append(name).append(".proto\";");
        }
        return proto.toString();
    }

    private static void file(String path, String text) {
        files.on(path, _ -> new Answer(200, Map.of("Content-Type", "text/plain"), text, false));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        files.close();
        orders.close();
    }

    @BeforeEach
    void forget() {
        orders.headers().clear();
    }

    @Test
    void shouldCarryEveryKindOfFieldThereAndBack() {
        // Given
        String order = """
                {"id": "o1", "amount": 2, "lines": [{"sku": "a", "price": 1.5}], "labels": {"x": "5"}, "kind": "URGENT",
                 "orderedAt": "2026-01-02T03:04:05Z", "number": "12345678901234567", "note": "",
                 "more": {"@type": "type.googleapis.com/parts.Line", "sku": "b", "price": 2.0}, "nested": {"yes": true}}""";
        StepCommand command = call("Echo", order).build();

        // When
        String output = workshop.output(workshop.give(command));

        // Then
        assertThat(StepJson.MAPPER.readTree(output)).isEqualTo(StepJson.MAPPER.readTree(order));
        assertThat(orders.headers())
                .singleElement()
                .satisfies(headers -> assertThat(
                                headers.get(Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER)))
                        .isEqualTo(command.getRunId() + "/1/1"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    Echo => {"id": "a"}                  => {"id":"a","amount":0,"lines":[],"labels":{},"kind":"PLAIN"}
                    Sum  => [{"amount": 1}, {"amount": 41}] => {"id":"","amount":42,"lines":[],"labels":{},"kind":"PLAIN"}
                    Sum  => []                           => {"id":"","amount":0,"lines":[],"labels":{},"kind":"PLAIN"}
                    List => {"amount": 0}                => []
                    """)
    void shouldAnswerWithEveryFieldThatHasADefault(String method, String arguments, String expected) {
        // When
        String output = workshop.output(workshop.give(call(method, arguments)));

        // Then
        assertThat(StepJson.MAPPER.readTree(output)).isEqualTo(StepJson.MAPPER.readTree(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    List => {"amount": 3}
                    Chat => [{"amount": 1}, {"amount": 2}, {"amount": 3}]
                    """)
    void shouldMakeAnArrayOfAStream(String method, String arguments) {
        // When
        String output = workshop.output(workshop.give(call(method, arguments)));

        // Then
        assertThat(StepJson.MAPPER.readTree(output))
                .extracting(order -> order.path("amount").intValue())
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "3, communication, 400", "4, timeout, 408", "5, communication, 404", "6, communication, 409",
        "7, authorization, 403", "8, communication, 429", "12, communication, 501", "13, communication, 500",
        "14, communication, 503", "16, authentication, 401"
    })
    void shouldTranslateTheStatusOfTheAnswer(int code, String type, int status) {
        // When
        Problem error = error(call("Fail", "{\"amount\": " + code + "}").build());

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getStatus()).isEqualTo(status);
        assertThat(error.getDetail()).contains("because").contains("Orders/Fail");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    Echo    => {"ids": 1}                => validation    => ids
                    Echo    => {"amount": "many"}        => validation    => The arguments are no test.Order
                    Echo    => [{}, {}]                  => validation    => takes one message, not a list of 2
                    Ecco    => {}                        => configuration => has no method 'Ecco'; it has [Echo, Fail
                    Unknown => {}                        => communication => UNIMPLEMENTED
                    List    => {"amount": 6}             => communication => more than 5 messages
                    Never   => {}                        => timeout       => was not answered in time
                    """)
    void shouldSayWhatWentWrong(String method, String arguments, String type, String detail) {
        // When
        Problem error = error(call(method, arguments).build());

        // Then
        assertThat(error.getDetail()).contains(detail);
        assertThat(error.getType()).endsWith("/" + type);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    /api/broken.proto   => configuration => is no .proto file
                    /api/unlinked.proto => configuration => cannot be used
                    /api/lost.proto     => communication => answered 404
                    /api/away.proto     => configuration => imports from another host
                    /api/circle.proto   => configuration => cannot be used
                    /api/deep.proto     => configuration => more than 64 levels deep
                    /api/many.proto     => configuration => imports more than 7 others
                    /api/none.proto     => communication => answered 404
                    /api/large.proto    => communication => answered more than
                    /api/parts/line.proto => configuration => has no service 'Orders'
                    """)
    void shouldSayWhatIsWrongWithTheProtoFile(String path, String type, String detail) {
        // When
        Problem error = error(arguments("acme", path, "127.0.0.1", orders.port(), "Echo", "{}")
                .build());

        // Then
        assertThat(error.getDetail()).contains(detail);
        assertThat(error.getType()).endsWith("/" + type);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.2", "[::1]", "169.254.169.254", "http://10.0.0.1"})
    void shouldNotReachAnAddressThatTheTenantMayNotReach(String host) {
        // When
        Problem error = error(arguments("acme", "/api/orders.proto", host, orders.port(), "Echo", "{}")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(orders.headers()).isEmpty();
    }

    @Test
    void shouldNotFetchAFileFromAPrivateAddress() {
        // When
        Problem error = error(arguments("outsider", "/api/orders.proto", "127.0.0.1", orders.port(), "Echo", "{}")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
    }

    @Test
    void shouldSayThatNobodyListens() {
        // When
        Problem error = error(arguments("acme", "/api/orders.proto", "127.0.0.1", 1, "Echo", "{}")
                .build());

        // Then
        assertThat(error.getStatus()).isEqualTo(503);
    }

    @Test
    void shouldCancelTheCallAtTheDeadline() {
        // Given
        int before = orders.abandoned();

        // When
        Problem error = error(
                call("Never", "{}").setDeadline(Instant.now().plusMillis(600)).build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.TIMEOUT);
        await().until(() -> orders.abandoned() > before);
    }

    private static Problem error(StepCommand command) {
        return workshop.failure(workshop.give(command)).getError();
    }

    private static StepCommand.Builder call(String method, String arguments) {
        return arguments("acme", "/api/orders.proto", "127.0.0.1", orders.port(), method, arguments);
    }

    private static StepCommand.Builder arguments(
            String tenant, String proto, String host, int port, String method, String arguments) {
        return Workshop.command(
                tenant,
                4,
                "grpc",
                "{\"proto\": {\"endpoint\": \"" + files.address(proto) + "\"}, \"service\": {\"name\": \"Orders\","
                        + " \"host\": \"" + host + "\", \"port\": " + port + "}, \"method\": \"" + method
                        + "\", \"arguments\": " + arguments + "}");
    }
}
