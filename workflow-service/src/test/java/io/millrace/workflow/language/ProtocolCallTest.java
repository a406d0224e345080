package io.millrace.workflow.language;

import static io.millrace.workflow.language.Compiling.json;
import static io.millrace.workflow.language.Compiling.problems;
import static io.millrace.workflow.language.Compiling.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls of the protocols beyond plain HTTP hand to an executor, and what is wrong with them. */
class ProtocolCallTest {

    private static final String INPUT = "{\"n\": 3, \"s\": \"text\", \"o\": {\"k\": 1}, \"host\": \"a.example\"}";

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    openapi => {document: {endpoint: 'https://a/{s}.json'}, operationId: op} => {"document": {"endpoint": "https://a/text.json"}, "operationId": "op", "output": "content", "redirect": false}
                    openapi => {document: {name: d, endpoint: {uri: 'https://a'}}, operationId: '${ .s }', parameters: {id: '${ .n }'}, output: raw, redirect: true} => {"document": {"endpoint": "https://a"}, "operationId": "text", "parameters": {"id": 3}, "output": "raw", "redirect": true}
                    openapi => {document: {endpoint: '${ "https://" + .host }'}, operationId: op, parameters: '${ .o }'} => {"document": {"endpoint": "https://a.example"}, "operationId": "op", "parameters": {"k": 1}, "output": "content", "redirect": false}
                    grpc => {proto: {endpoint: 'https://a/b.proto'}, service: {name: S, host: '${ .host }', port: '${ .n }'}, method: M, arguments: {x: '${ .s }'}} => {"proto": {"endpoint": "https://a/b.proto"}, "service": {"name": "S", "host": "a.example", "port": 3}, "method": "M", "arguments": {"x": "text"}}
                    grpc => {proto: {endpoint: 'https://a/b.proto'}, service: {name: S, host: h}, method: M, arguments: [{x: 1}, '${ .o }']} => {"proto": {"endpoint": "https://a/b.proto"}, "service": {"name": "S", "host": "h"}, "method": "M", "arguments": [{"x": 1}, {"k": 1}]}
                    asyncapi => {document: {endpoint: 'https://a'}, operation: op, server: {name: prod, variables: {port: '${ .n }'}}, protocol: kafka, message: {payload: '${ .o }', headers: {h: '${ .s }'}}} => {"document": {"endpoint": "https://a"}, "operation": "op", "server": {"name": "prod", "variables": {"port": 3}}, "protocol": "kafka", "message": {"payload": {"k": 1}, "headers": {"h": "text"}}}
                    grpc => {proto: {endpoint: 'https://a/b.proto'}, service: {name: S, host: h, authentication: {basic: {username: u, password: '${ .s }'}}}, method: M} => {"proto": {"endpoint": "https://a/b.proto"}, "service": {"name": "S", "host": "h", "authentication": {"scheme": "basic", "username": "u", "password": "text"}}, "method": "M"}
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, protocol: http, message: {}, authentication: {bearer: {token: t}}} => {"document": {"endpoint": "https://a"}, "channel": "c", "protocol": "http", "message": {}, "authentication": {"scheme": "bearer", "token": "t"}}
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {amount: 2, for: PT1.5S}}} => {"document": {"endpoint": "https://a"}, "channel": "c", "subscription": {"consume": {"amount": 2, "for": 1500}}}
                    mcp => {method: tools/call, parameters: {name: t, arguments: {a: '${ .n }'}}, timeout: {seconds: 5}, transport: {http: {endpoint: 'https://a', headers: {x: '${ .s }'}}}} => {"protocolVersion": "2025-06-18", "method": "tools/call", "parameters": {"name": "t", "arguments": {"a": 3}}, "timeout": 5000, "transport": {"http": {"server": {"endpoint": "https://a"}, "headers": {"x": "text"}}}}
                    mcp => {protocolVersion: 2024-11-05, method: '${ "tools/" + "list" }', transport: {http: {endpoint: 'https://a'}}, client: {name: c, version: 1.0.0}} => {"protocolVersion": "2024-11-05", "method": "tools/list", "transport": {"http": {"server": {"endpoint": "https://a"}}}, "client": {"name": "c", "version": "1.0.0"}}
                    a2a => {server: 'https://a/{s}', method: message/send, parameters: {message: {parts: [{text: '${ .s }'}]}}} => {"server": {"endpoint": "https://a/text"}, "method": "message/send", "parameters": {"message": {"parts": [{"text": "text"}]}}}
                    a2a => {agentCard: {endpoint: {uri: 'https://a'}}, method: tasks/get, parameters: '${ .o }'} => {"agentCard": {"endpoint": "https://a"}, "method": "tasks/get", "parameters": {"k": 1}}
                    """)
    void shouldDescribeTheCallToTheExecutor(String name, String with, String arguments) {
        // When
        Task.Call call = (Task.Call) task("- t: {call: " + name + ", with: " + with + "}");

        // Then
        assertThat(call.kind()).isEqualTo(CallKind.valueOf(name.toUpperCase(Locale.ROOT)));
        // As text, because a number that was computed is a long where one that was read is an int.
        assertThat(json(call.arguments().evaluate(json(INPUT), Variables.NONE).toString()))
                .isEqualTo(json(arguments));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    openapi => {operationId: a} => /with => An OpenAPI call needs `document`.
                    openapi => {document: {endpoint: 'https://a'}} => /with => An OpenAPI call needs `operationId`.
                    openapi => {document: 'https://a', operationId: a} => /with/document => `document` must be an object, but this is the text `https://a`.
                    openapi => {document: {endpoint: 'file:///etc/passwd'}, operationId: a} => /with/document/endpoint => The endpoint `file:///etc/passwd` must be an absolute address that begins with http:// or https://.
                    openapi => {document: {}, operationId: a} => /with/document => `document` needs `endpoint`.
                    openapi => {document: {endpoint: 'https://a'}, operationId: a, operation: b} => /with/operation => `operation` is not a property of an OpenAPI call.
                    openapi => {document: {endpoint: 'https://a'}, operationId: a, parametrs: {}} => /with/parametrs => `parametrs` is not a property of an OpenAPI call. Did you mean `parameters`?
                    openapi => {document: {endpoint: 'https://a'}, operationId: a, parameters: x} => /with/parameters => `parameters` must be an object or one expression written as `${ ... }`.
                    openapi => {document: {endpoint: 'https://a'}, operationId: 3} => /with/operationId => `operationId` must be a text
                    openapi => {document: {endpoint: 'https://a'}, operationId: ''} => /with/operationId => `operationId` must not be empty.
                    openapi => {document: {endpoint: 'https://a'}, operationId: a, output: contnt} => /with/output => `output` must be one of `content`, `response`, `raw`, not `contnt`. Did you mean `content`?
                    openapi => {document: {endpoint: 'https://a'}, operationId: a, parameters: {p: '${ .x | }'}} => /with/parameters/p => The jq expression ends too early
                    grpc => {proto: {endpoint: 'file:///a.proto'}, service: {name: S, host: h}, method: M} => /with/proto/endpoint => The endpoint `file:///a.proto` must be an absolute address
                    grpc => {proto: {endpoint: 'https://a'}, method: M} => /with => A gRPC call needs `service`.
                    grpc => {proto: {endpoint: 'https://a'}, service: {name: S}, method: M} => /with/service => `service` needs `host`.
                    grpc => {proto: {endpoint: 'https://a'}, service: {name: S, host: h, port: 70000}, method: M} => /with/service/port => `port` must be a whole number from 1 to 65535.
                    grpc => {proto: {endpoint: 'https://a'}, service: {name: S, host: h, authentication: {digest: {username: u, password: p}}}, method: M} => /with/service/authentication => A gRPC service has no way to ask for a digest; use `basic`
                    grpc => {proto: {endpoint: 'https://a'}, service: {name: S, host: h}, method: M, arguments: 3} => /with/arguments => `arguments` must be an object, but this is the number 3.
                    grpc => {proto: {endpoint: 'https://a'}, service: {name: S, host: h}, method: M, arguments: [x]} => /with/arguments/0 => `0` must be an object or one expression
                    asyncapi => {document: {endpoint: 'https://a'}, message: {}} => /with => An AsyncAPI call needs either `operation` (AsyncAPI 3) or `channel` (AsyncAPI 2).
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c} => /with => An AsyncAPI call needs either `message`, to publish, or `subscription`, to receive.
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, protocol: kafkaa, message: {}} => /with/protocol => `protocol` must be one of
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, protocol: kafka, message: {}, authentication: {bearer: {token: t}}} => /with/authentication => `bearer` cannot be used over `kafka`; use `basic`
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {}} => /with/subscription => `subscription` needs `consume`.
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {}}} => /with/subscription/consume => `consume` needs `amount`
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {amount: 0}}} => /with/subscription/consume/amount => `amount` must be a whole number from 1 to 10000.
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {amount: 1, until: .x}}} => /with/subscription/consume => `consume` can have only one of `amount`, `while`, `until`.
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .x, consume: {}}} => /with/subscription/consume => `consume` needs `amount`, `while` or `until`
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .x}} => /with/subscription => `subscription` needs `consume`.
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .x, consume: {for: soon}}} => /with/subscription/consume/for => soon
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .x |, consume: {amount: 1}}} => /with/subscription/filter => The jq expression ends too early
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {while: .x |}}} => /with/subscription/consume/while => The jq expression ends too early
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {until: $item}}} => /with/subscription/consume/until => $item
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {amount: 1, fr: PT1S}}} => /with/subscription/consume/fr => Did you mean `for`?
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {filtr: .x, foreach: {}, consume: {amount: 1}}} => /with/subscription/filtr => Did you mean `filter`?
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {foreach: 1, consume: {amount: 1}}} => /with/subscription/foreach => `foreach` must be an object
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {foreach: {each: x}, consume: {amount: 1}}} => /with/subscription/foreach/each => `each` is not a property of `foreach`.
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {foreach: {do: [{x: {set: '${ $order }'}}]}, consume: {amount: 1}}} => /with/subscription/foreach/do/0/x/set => $order
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {foreach: {do: [{x: {wait: soon}}]}, consume: {amount: 1}}} => /with/subscription/foreach/do/0/x/wait => soon
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {foreach: {output: {as: .x |}}, consume: {amount: 1}}} => /with/subscription/foreach/output/as => The jq expression ends too early
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {foreach: {export: {as: .x |}}, consume: {amount: 1}}} => /with/subscription/foreach/export/as => The jq expression ends too early
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, message: {}, subscription: {filter: .x, consume: {amount: 1}}} => /with => An AsyncAPI call needs either `message`
                    callback => {request: {call: asyncapi, with: {document: {endpoint: 'https://a'}, channel: c, subscription: {filter: .x, consume: {amount: 1}}}}} => /with/request/with/subscription => A callback cannot request messages that are sifted one by one
                    asyncapi => {document: {endpoint: 'https://a'}, channel: c, subscription: {consume: {for: soon}}} => /with/subscription/consume/for => soon
                    mcp => {transport: {http: {endpoint: 'https://a'}}} => /with => An MCP call needs `method`.
                    mcp => {method: tools/cal, transport: {http: {endpoint: 'https://a'}}} => /with/method => not `tools/cal`. Did you mean `tools/call`?
                    mcp => {method: tools/list} => /with => An MCP call needs `transport`.
                    mcp => {method: tools/list, transport: {}} => /with/transport => `transport` needs `http`.
                    mcp => {method: tools/list, transport: {stdio: {command: npx}}} => /with/transport/stdio => outside of any sandbox, so Millrace does not do it; start the server elsewhere and reach it over `http`.
                    mcp => {method: tools/list, transport: {http: {}}} => /with/transport/http => `http` needs `endpoint`.
                    mcp => {method: tools/list, transport: {http: {endpoint: 'https://a'}}, client: {name: x}} => /with/client => `client` needs `version`.
                    a2a => {method: message/send} => /with => An A2A call needs `agentCard` or `server`.
                    a2a => {server: 'https://a', method: message/sent} => /with/method => not `message/sent`. Did you mean `message/send`?
                    a2a => {server: 'https://a', method: tasks/get, parameters: [1]} => /with/parameters => `parameters` must be an object, but this is a list.
                    """)
    void shouldSayWhatIsWrongAndWhere(String name, String with, String pointer, String detail) {
        // When
        var problems = problems("do: [{t: {call: " + name + ", with: " + with + "}}]");

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/do/0/t" + pointer);
            assertThat(problem.detail()).contains(detail);
        });
    }

    @Test
    void shouldRefuseADeclaredDigestWhereAGrpcServiceUsesIt() {
        // When
        var problems = problems("use: {authentications: {mine: {digest: {username: u, password: p}}}}\n"
                + "do: [{t: {call: grpc, with: {proto: {endpoint: 'https://a'},"
                + " service: {name: S, host: h, authentication: {use: mine}}, method: M}}}]");

        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/do/0/t/with/service/authentication");
            assertThat(problem.detail()).contains("no way to ask for a digest");
        });
    }

    @Test
    void shouldCompileTheTasksForEachMessageWhereTheyStand() {
        // When
        Task.Subscribe task = (Task.Subscribe) task("""
                - t:
                    call: asyncapi
                    with:
                      document: {endpoint: 'https://a'}
                      channel: c
                      subscription:
                        consume: {amount: '${ .n }'}
                        foreach: {item: order, at: n, do: [{x: {set: {order: '${ $order }', n: '${ $n }'}}}]}
                """);

        // Then
        assertThat(task.each()).isNotNull();
        assertThat(task.each().body()).isNotNull();
        assertThat(task.each().body().tasks())
                .singleElement()
                .satisfies(inner ->
                        assertThat(inner.header().pointer()).isEqualTo("/do/0/t/with/subscription/foreach/do/0/x"));
        assertThat(task.arguments().evaluate(json(INPUT), Variables.NONE))
                .isEqualTo(json("{\"document\": {\"endpoint\": \"https://a\"}, \"channel\": \"c\"}"));
    }

    @Test
    void shouldMakeATaskOfADeclaredFunctionThatSiftsMessages() {
        // When
        Task caller = Compiling.program("""
                use:
                  functions:
                    orders:
                      call: asyncapi
                      with:
                        document: {endpoint: 'https://a'}
                        channel: c
                        subscription: {filter: '.payload.shop == $input.shop', consume: {amount: 1}}
                do: [{t: {call: orders, with: {shop: 3}}}]
                """).body().tasks().getFirst();

        // Then
        assertThat(caller)
                .isInstanceOfSatisfying(
                        Task.Do.class,
                        group ->
                                assertThat(group.body().tasks()).singleElement().isInstanceOf(Task.Subscribe.class));
    }
}
