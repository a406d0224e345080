package io.millrace.executor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepJson;
import io.millrace.records.StepCommand;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** MCP steps against the protocol's own server library, which answers in streams. */
class McpServerIT {
    @TempDir
    static Path folder;

    private static Workshop workshop;
    private static Tomcat tomcat;
    private static McpSyncServer server;

    @BeforeAll
    static void start() throws LifecycleException {
        workshop = new Workshop();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.executor();
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .mcpEndpoint("/mcp")
                .build();
        server = McpServer.sync(transport)
                .serverInfo("calculator", "1")
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build())
                .toolCall(
                        McpSchema.Tool.builder()
                                .name("add")
                                .inputSchema(McpJsonMapper.getDefault(), "{\"type\": \"object\"}")
                                .build(),
                        (_, call) -> add(call))
                .build();
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        Wrapper servlet = Tomcat.addServlet(context, "mcp", transport);
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "mcp");
        tomcat.getConnector();
        tomcat.start();
    }

    private static McpSchema.CallToolResult add(McpSchema.CallToolRequest call) {
        int sum = call.arguments().values().stream()
                .mapToInt(each -> ((Number) each).intValue())
                .sum();
        return McpSchema.CallToolResult.builder()
                .addTextContent(String.valueOf(sum))
                .isError(false)
                .build();
    }

    @AfterAll
    static void stop() throws LifecycleException {
        workshop.close();
        server.close();
        tomcat.stop();
    }

    @Test
    void shouldListAndCallTools() {
        // When
        JsonNode tools = output("tools/list", "{}");
        JsonNode sum = output("tools/call", "{\"name\": \"add\", \"arguments\": {\"a\": 40, \"b\": 2}}");

        // Then
        assertThat(tools.at("/tools/0/name").asString()).isEqualTo("add");
        assertThat(sum.at("/content/0/text").asString()).isEqualTo("42");
    }

    @Test
    void shouldFailWithTheServersErrorWhenThereIsNoSuchTool() {
        // When
        StepCommand command = call("tools/call", "{\"name\": \"divide\", \"arguments\": {}}");

        // Then
        assertThat(workshop.failure(workshop.give(command)).getError().getDetail())
                .contains("was answered with an error -32602");
    }

    private static JsonNode output(String method, String parameters) {
        return StepJson.MAPPER.readTree(workshop.output(workshop.give(call(method, parameters))));
    }

    private static StepCommand call(String method, String parameters) {
        return Workshop.command(
                        "acme",
                        6,
                        "mcp",
                        "{\"protocolVersion\": \"2025-06-18\", \"method\": \"" + method + "\", \"parameters\": "
                                + parameters
                                + ", \"transport\": {\"http\": {\"server\": {\"endpoint\": \"http://127.0.0.1:"
                                + tomcat.getConnector().getLocalPort() + "/mcp\"}}}}")
                .build();
    }
}
