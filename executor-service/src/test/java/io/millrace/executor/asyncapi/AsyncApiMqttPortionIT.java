package io.millrace.executor.asyncapi;

import static io.millrace.executor.asyncapi.Subscriber.limits;
import static io.millrace.executor.asyncapi.Subscriber.payloads;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import io.moquette.broker.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Subscriptions that are received part by part over MQTT, from the command to the result. */
class AsyncApiMqttPortionIT {
    private static final String DOCUMENT = """
            asyncapi: 2.6.0
            servers:
              mqtt: {url: 'mqtt://127.0.0.1:MQTT', protocol: mqtt}
              nobody: {url: 'mqtt://127.0.0.1:1', protocol: mqtt}
              web: {url: 'http://HTTP/', protocol: http}
            channels:
              lights/{name}: {servers: [mqtt, nobody]}
              web: {servers: [web]}
            """;

    private static Workshop workshop;
    private static TestServer web;
    private static Server mqtt;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws IOException {
        workshop = new Workshop();
        web = new TestServer();
        mqtt = TestMqtt.start(folder);
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1", "localhost");
        workshop.executor();
        String document =
                DOCUMENT.replace("MQTT", String.valueOf(mqtt.getPort())).replace("HTTP", web.authority());
        web.on("/document.yaml", _ -> new Answer(200, Map.of(), document, false));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        mqtt.stopServer();
        web.close();
    }

    private static Subscriber subscriber(String where) {
        return new Subscriber(workshop, web.address("/document.yaml"), where);
    }

    private static void publish(String channel, int... numbers) {
        for (int number : numbers) {
            workshop.output(workshop.give(Workshop.command(
                    "acme",
                    5,
                    "asyncapi",
                    "{\"document\": {\"endpoint\": \"" + web.address("/document.yaml") + "\"}, \"channel\": \"lights/"
                            + channel + "\", \"message\": {\"payload\": " + number + "}}")));
        }
    }

    @Test
    void shouldReceiveOverMqttWhatCameBetweenTwoSteps() {
        // Given
        Subscriber subscriber = subscriber("\"channel\": \"lights/between\"").begun();
        publish("between", 1, 2, 3);

        // When
        JsonNode answer = subscriber.received(limits(5, 5_000));

        // Then
        assertThat(payloads(answer)).containsExactly(1, 2, 3);
        assertThat(answer.path("kept").booleanValue()).isTrue();
    }

    @Test
    void shouldReceiveEveryMessageOnceFromStepToStep() {
        // Given
        Subscriber subscriber = subscriber("\"channel\": \"lights/all\"").begun();
        publish("all", 1, 1, 2);

        // When
        List<Integer> first = payloads(subscriber.received(limits(100, 5_000)));
        List<Integer> quiet = payloads(subscriber.received(limits(100, 1)));
        publish("all", 2, 3);
        List<Integer> last = payloads(subscriber.received(limits(100, 5_000)));

        // Then
        assertThat(first).containsExactly(1, 1, 2);
        assertThat(quiet).isEmpty();
        assertThat(last).containsExactly(2, 3);
    }

    @Test
    void shouldReceiveTheSameMessagesWhenAStepIsPerformedAgain() {
        // Given
        Subscriber subscriber = subscriber("\"channel\": \"lights/again\"").begun();
        publish("again", 1, 2);
        subscriber.received(limits(2, 5_000));
        publish("again", 3, 4);
        JsonNode lost = subscriber.answer(subscriber.ask(limits(2, 5_000)));

        // When
        JsonNode again = subscriber.answer(subscriber.ask(limits(2, 5_000)));

        // Then
        assertThat(payloads(lost)).containsExactlyInAnyOrder(3, 4);
        assertThat(payloads(again)).containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void shouldLeaveTheSessionToTheNewestStep() {
        // Given
        Subscriber subscriber = subscriber("\"channel\": \"lights/newest\"").begun();
        StepCommand old = subscriber.ask(limits(5, 20_000));
        StepCommand newest = subscriber.ask(limits(5, 20_000));

        // When
        Problem overtaken = subscriber.error(old);
        publish("newest", 1);

        // Then
        assertThat(overtaken.getDetail()).contains("A later step of the subscription");
        assertThat(payloads(subscriber.answer(newest))).containsExactly(1);
    }

    @Test
    void shouldLoseTheSessionWhenTheSubscriptionHasEnded() {
        // Given
        Subscriber subscriber = subscriber("\"channel\": \"lights/left\"").begun();
        subscriber.answer(subscriber.leave());

        // When
        Problem error = subscriber.error(subscriber.ask(limits(5, 100)));

        // Then
        assertThat(error.getType()).isEqualTo(StepError.COMMUNICATION);
        assertThat(error.getDetail()).contains("has not kept the session");
    }

    @Test
    void shouldSayWhyItCannotReceiveAPart() {
        // Given
        Subscriber nobody = subscriber("\"channel\": \"lights/x\", \"server\": {\"name\": \"nobody\"}");
        Subscriber http = subscriber("\"channel\": \"web\"");
        Subscriber unlimited = subscriber("\"channel\": \"lights/x\"");

        // When
        String unreachable = nobody.error(nobody.ask(limits(5, 100))).getDetail();
        String unsupported = http.error(http.ask(limits(5, 100))).getDetail();
        String incomplete =
                unlimited.error(unlimited.ask("\"most\": 5, \"wait\": 100")).getDetail();

        // Then
        assertThat(unreachable).contains("over MQTT");
        assertThat(unsupported).contains("cannot be received over HTTP");
        assertThat(incomplete).contains("how many bytes");
    }
}
