package io.millrace.executor.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAPI steps from the command to the result, with a real API. */
class OpenApiStepIT {
    private static final String SWAGGER = """
            {"swagger": "2.0", "host": "HOST", "basePath": "/v2", "schemes": ["http"], "consumes": ["application/json"],
             "paths": {
              "/pet/findByStatus": {"get": {"operationId": "findPetsByStatus", "parameters": [
                {"name": "status", "in": "query", "required": true, "type": "array", "collectionFormat": "multi"}]}},
              "/pet/{petId}": {"parameters": [{"$ref": "#/parameters/petId"}],
                "get": {"operationId": "getPetById"},
                "post": {"operationId": "updatePetWithForm", "consumes": ["application/x-www-form-urlencoded"],
                  "parameters": [{"name": "name", "in": "formData", "type": "string"}]}},
              "/pet": {"post": {"operationId": "addPet", "parameters": [{"in": "body", "name": "pet", "required": true}]}},
              "/upload": {"post": {"operationId": "upload", "parameters": [{"in": "formData", "name": "f", "type": "file"}]}}},
             "parameters": {"petId": {"name": "petId", "in": "path", "required": true, "type": "integer"}}}
            """;

    private static final String OPENAPI = """
            openapi: 3.1.0
            servers:
              - url: '/{stage}/api/'
                variables: {stage: {default: prod}}
            paths:
              /orders/{id}:
                parameters:
                  - {name: id, in: path, required: true}
                put:
                  operationId: replaceOrder
                  parameters:
                    - {name: X-Reason, in: header}
                    - {name: session, in: cookie}
                    - {name: tags, in: query, explode: false}
                    - {name: filter, in: query, style: deepObject, explode: true}
                    - {name: trace, in: query, content: {application/json: {}}}
                  requestBody:
                    required: true
                    content: {text/plain: {}, application/json: {}}
              /circle:
                get: {operationId: circle, parameters: [{$ref: '#/components/parameters/a'}]}
              /elsewhere:
                get: {operationId: elsewhere, parameters: [{$ref: 'http://169.254.169.254/x'}]}
              /inside:
                servers: [{url: 'http://127.0.0.2:1/'}]
                get: {operationId: inside}
              /form:
                post: {operationId: form, requestBody: {content: {multipart/form-data: {}}}}
            components: {parameters: {a: {$ref: '#/components/parameters/a'}}}
            """;

    private static Workshop workshop;
    private static TestServer api;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        api = new TestServer();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.executor("millrace.executor.documents.max-size=8KB", "millrace.executor.documents.fresh=0s");
        api.on(
                "/swagger.json",
                asked -> asked.header("If-None-Match").equals("\"one\"")
                        ? Answer.status(304)
                        : new Answer(200, Map.of("ETag", "\"one\""), SWAGGER.replace("HOST", api.authority()), false));
        api.on("/openapi.yaml", _ -> new Answer(200, Map.of(), OPENAPI, false));
        api.on("/large.json", _ -> Answer.json("{\"x\": \"" + "x".repeat(9_000) + "\"}"));
        api.on("/broken.json", _ -> Answer.json("{\"swagger\": "));
        api.on("/broken.yaml", _ -> Answer.json("a: [b"));
        api.on("/list.yaml", _ -> Answer.json("- a"));
        api.on("/old.json", _ -> Answer.json("{\"swagger\": \"1.2\"}"));
        api.on("/bomb.yaml", _ -> Answer.json(bomb()));
        api.on("/v2/pet/findByStatus", _ -> Answer.json("[{\"id\": 1, \"status\": \"available\"}]"));
        api.on("/v2/pet/1", asked -> Answer.json("{\"id\": 1, \"asked\": \"" + asked.body() + "\"}"));
        api.on("/v2/pet", asked -> Answer.json(asked.body()));
        api.on("/prod/api/orders/a%2Fb", asked -> Answer.json(asked.body()));
        api.on("/prod/api/orders/a/b", asked -> Answer.json(asked.body()));
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            yaml.append("a").append(i).append(": &a").append(i).append(" [");
            yaml.append(("*a" + (i - 1) + " ,").repeat(10)).append("]\n");
        }
        return yaml.toString();
    }

    @AfterAll
    static void stop() {
        workshop.close();
        api.close();
    }

    @BeforeEach
    void forget() {
        api.asked().clear();
    }

    @Test
    void shouldRepeatAnArrayInTheQueryOfASwaggerOperation() {
        // When
        String output = output(call("/swagger.json", "findPetsByStatus", "{\"status\": [\"available\", \"a b\"]}", ""));

        // Then
        assertThat(output).isEqualTo("[{\"id\":1,\"status\":\"available\"}]");
        assertThat(api.asked())
                .anySatisfy(asked ->
                        assertThat(asked.line()).isEqualTo("GET /v2/pet/findByStatus?status=available&status=a%20b"));
    }

    @Test
    void shouldFillInThePathOfASwaggerOperationAndOfferTheKey() {
        // Given
        StepCommand command = call("/swagger.json", "getPetById", "{\"petId\": 1}", ", \"output\": \"response\"");

        // When
        String output = output(command);

        // Then
        assertThat(output)
                .contains("\"statusCode\":200")
                .contains("\"content\":{\"id\":1")
                .contains("/v2/pet/1\"");
        assertThat(api.asked())
                .anySatisfy(
                        asked -> assertThat(asked.header("Idempotency-Key")).isEqualTo(command.getRunId() + "/1/1"));
    }

    @Test
    void shouldSendBodyAndFormOfSwagger() {
        // When
        String pet = output(call("/swagger.json", "addPet", "{\"pet\": {\"name\": \"Rex\"}}", ""));
        String body = output(call("/swagger.json", "addPet", "{\"body\": {\"name\": \"Ada\"}}", ""));
        String form = output(call("/swagger.json", "updatePetWithForm", "{\"petId\": 1, \"name\": \"a&b\"}", ""));

        // Then
        assertThat(pet).isEqualTo("{\"name\":\"Rex\"}");
        assertThat(body).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(form).contains("name=a%26b");
    }

    @Test
    void shouldDistributeParametersOfAYamlDocument() {
        // When
        String output = output(call("/openapi.yaml", "replaceOrder", """
                {"id": "a/b", "X-Reason": "because", "session": "s 1", "tags": ["x", "y,z"],
                 "filter": {"from": 1, "to": 2}, "trace": {"t": 1}, "amount": 3.50, "note": "n"}""", ""));

        // Then
        assertThat(output).isEqualTo("{\"amount\":3.50,\"note\":\"n\"}");
        assertThat(api.asked()).anySatisfy(asked -> {
            assertThat(asked.line())
                    .isEqualTo("PUT /prod/api/orders/a%2Fb?tags=x,y%2Cz&filter%5Bfrom%5D=1&filter%5Bto%5D=2"
                            + "&trace=%7B%22t%22%3A1%7D");
            assertThat(asked.header("X-Reason")).isEqualTo("because");
            assertThat(asked.header("Cookie")).isEqualTo("session=s%201");
            assertThat(asked.header("Content-Type")).isEqualTo("application/json");
        });
    }

    @Test
    void shouldAskWhetherADocumentHasChanged() {
        // Given
        output(call("/swagger.json", "getPetById", "{\"petId\": 1}", ""));
        api.asked().clear();

        // When
        output(call("/swagger.json", "getPetById", "{\"petId\": 1}", ""));

        // Then
        assertThat(api.asked())
                .first()
                .satisfies(asked -> assertThat(asked.header("If-None-Match")).isEqualTo("\"one\""));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
                    /swagger.json => getPetById => {} => validation => The operation needs the parameter petId (path)
                    /swagger.json => getPetById => {"petId": null} => validation => The operation needs the parameter petId (path)
                    /swagger.json => getPetById => {"petId": ".."} => validation => The value of the path parameter 'petId' must be
                    /swagger.json => getPetById => {"petId": 1, "pettId": 2} => validation => The operation has no parameter [pettId]; it has [petId (path)]
                    /swagger.json => getPetById => [1] => validation => must be an object
                    /swagger.json => addPet => {} => validation => The operation needs the parameter pet (body)
                    /swagger.json => getPetByID => {} => configuration => The OpenAPI document has no operation 'getPetByID'; it has [findPetsByStatus, getPetById
                    /swagger.json => upload => {"f": 1} => configuration => is a file
                    /openapi.yaml => replaceOrder => {"id": 1} => validation => The operation needs a body
                    /openapi.yaml => circle => {} => configuration => refers in a circle
                    /openapi.yaml => elsewhere => {} => configuration => references to other documents are not followed
                    /openapi.yaml => form => {"body": {}} => configuration => multipart/form-data, which cannot be sent
                    /openapi.yaml => inside => {} => authorization => egress.allow
                    /broken.json => x => {} => configuration => is no JSON
                    /broken.yaml => x => {} => configuration => is neither JSON nor YAML
                    /list.yaml => x => {} => configuration => is not an object
                    /old.json => x => {} => configuration => is not OpenAPI 3.0 or 3.1 nor Swagger 2.0
                    /bomb.yaml => x => {} => configuration => is neither JSON nor YAML
                    /large.json => x => {} => communication => answered more than 8 KB
                    /none.json => x => {} => communication => answered 404
                    """)
    void shouldSayWhyItCannotCall(String document, String operation, String parameters, String type, String detail) {
        // When
        Problem error = error(call(document, operation, parameters, ""));

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getDetail()).contains(detail);
    }

    @Test
    void shouldFailWithTheStatusOfTheAnswer() {
        // When
        Problem error = error(call("/swagger.json", "getPetById", "{\"petId\": 7}", ""));

        // Then
        assertThat(error.getType()).isEqualTo(StepError.COMMUNICATION);
        assertThat(error.getStatus()).isEqualTo(404);
    }

    @Test
    void shouldNotFetchADocumentFromAPrivateAddress() {
        // When
        Problem error = error(call("outsider", "/swagger.json", "getPetById", "{\"petId\": 1}", ""));

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(api.asked()).isEmpty();
    }

    private static String output(StepCommand command) {
        return workshop.output(workshop.give(command));
    }

    private static Problem error(StepCommand command) {
        return workshop.failure(workshop.give(command)).getError();
    }

    private static StepCommand call(String document, String operation, String parameters, String more) {
        return call("acme", document, operation, parameters, more);
    }

    private static StepCommand call(String tenant, String document, String operation, String parameters, String more) {
        return Workshop.command(
                        tenant,
                        3,
                        "openapi",
                        "{\"document\": {\"endpoint\": \"" + api.address(document) + "\"}, \"operationId\": \""
                                + operation + "\", \"parameters\": " + parameters + more + "}")
                .build();
    }
}
