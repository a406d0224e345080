package io.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.RunInput;
import io.millrace.records.StepCommand;
import io.millrace.records.StepSucceeded;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** Steps from the command to the result, whichever way commands are taken. */
class StepExecutionIT {
    private static final LargeValues VALUES = new LargeValues(
            BlobSettings.from(Map.of("millrace.blobs.directory", "target/blobs")::get)
                    .open(),
            ValueLimits.from(key -> null));

    private static Workshop classic;
    private static Workshop share;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        classic = new Workshop();
        classic.tenant("acme", 1, 0, 0);
        service = classic.executor(
                WebApplicationType.REACTIVE, ExecutorApplication.class, "server.port=0", "millrace.limits.value=2MB");
        share = new Workshop();
        share.executor("millrace.executor.consumption=share");
    }

    @AfterAll
    static void stop() {
        classic.close();
        share.close();
    }

    private static Workshop workshop(String mode) {
        return mode.equals("share") ? share : classic;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "share"})
    void shouldAppendTheResultToTheLogOfItsRun(String mode) {
        // Given
        Workshop workshop = workshop(mode);
        StepCommand command =
                Workshop.function("acme", 5, "echo", "{\"id\": 7}").build();

        // When
        workshop.give(command);

        // Then
        assertThat(workshop.output(command)).isEqualTo("{\"id\":7}");
        RunInput result = workshop.results(command).getFirst();
        assertThat(result.getTenant()).isEqualTo("acme");
        ConsumerRecord<byte[], byte[]> record = workshop
                .records(workshop.topics().runInputs(), 1)
                .stream()
                .filter(each -> new String(each.key(), StandardCharsets.UTF_8).equals(command.getRunId()))
                .findFirst()
                .orElseThrow();
        assertThat(record.partition()).isEqualTo(RunId.parse(command.getRunId()).partition());
        RecordHeaders headers = RecordHeaders.readFrom(record.headers(), "none", "none");
        assertThat(headers.tenant()).isEqualTo("acme");
        assertThat(headers.causationId()).startsWith(workshop.topics().stepCommands() + "/5/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "share"})
    void shouldNotLetASlowStepHoldUpTheOnesBehindIt(String mode) {
        // Given
        Workshop workshop = workshop(mode);
        StepCommand slow = workshop.give(Workshop.function("acme", 2, "delay", "{\"milliseconds\": 5000}"));
        List<StepCommand> fast = IntStream.range(0, 50)
                .mapToObj(_ -> Workshop.function("acme", 2, "echo", "{}").build())
                .toList();

        // When
        fast.forEach(workshop::give);
        fast.forEach(workshop::output);

        // Then
        assertThat(workshop.results(slow)).isEmpty();
        assertThat(workshop.output(slow)).isEqualTo("{\"milliseconds\":5000}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "share"})
    void shouldPerformARepeatedCommandOnce(String mode) {
        // Given
        Workshop workshop = workshop(mode);
        StepCommand command =
                Workshop.function("acme", 3, "delay", "{\"milliseconds\": 300}").build();
        for (int i = 0; i < 3; i++) {
            workshop.give(command);
        }
        workshop.output(command);

        // When
        workshop.give(command);
        StepCommand last = workshop.give(Workshop.function("acme", 3, "delay", "{\"milliseconds\": 500}"));

        // Then
        workshop.output(last);
        assertThat(workshop.results(command)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "share"})
    void shouldSetAsideWhatNobodyCanReadAndGoOn(String mode) {
        // Given
        Workshop workshop = workshop(mode);
        String letters = workshop.topics().deadLetter(workshop.topics().stepCommands());
        StepCommand unknownPartition =
                Workshop.command("acme", 60_000, "function", "{}").build();

        // When
        workshop.send(workshop.topics().stepCommands(), 6, "k1", "no record".getBytes(StandardCharsets.UTF_8));
        workshop.send(workshop.topics().stepCommands(), 6, "k2", workshop.bytes(unknownPartition));
        StepCommand next = workshop.give(Workshop.function("acme", 6, "echo", "{}"));

        // Then
        assertThat(workshop.output(next)).isEqualTo("{}");
        List<ConsumerRecord<byte[], byte[]>> aside = workshop.records(letters, 2);
        assertThat(aside).hasSize(2).anySatisfy(letter -> {
            assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("no record");
            assertThat(header(letter, DeadLetter.ORIGIN_TOPIC))
                    .isEqualTo(workshop.topics().stepCommands());
            assertThat(header(letter, DeadLetter.ORIGIN_PARTITION)).isEqualTo("6");
            assertThat(header(letter, DeadLetter.REASON)).contains("wire format");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    script    => {"language": "js", "code": "1", "return": "stdout"}
                    shell     => {"command": "ls", "return": "stdout"}
                    container => {"image": "alpine", "return": "stdout"}
                    """)
    void shouldAnswerAnErrorForAKindThatNobodyPerforms(String kind, String arguments) {
        // When
        Problem error = classic.failure(classic.give(Workshop.command("acme", 1, kind, arguments)))
                .getError();

        // Then
        assertThat(error.getType()).isEqualTo(StepError.CONFIGURATION);
        assertThat(error.getStatus()).isEqualTo(400);
        assertThat(error.getInstance()).isEqualTo("/do/0/work");
        assertThat(error.getDetail())
                .contains("no steps of kind '" + kind + "'")
                .contains("Let a service do the work and call it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "share"})
    void shouldTakeLargeArgumentsAndAnswerALargeOutput(String mode) {
        // Given
        String input = "\"" + "x".repeat(1_500_000) + "\"";
        StepCommand command = VALUES.toWire(
                "acme", Workshop.function("acme", 1, "echo", input).build());
        assertThat(command.getArguments()).startsWith("@claim:");

        // When
        workshop(mode).give(command);

        // Then
        String output = workshop(mode).output(command);
        assertThat(output).matches("@claim:[0-9a-f]{64}:1500002");
        assertThat(VALUES.fromWire("acme", output)).isEqualTo(input);
    }

    @Test
    void shouldAnswerAnErrorForArgumentsThatAreLost() {
        // Given
        String claim = "@claim:" + "0".repeat(64) + ":300000";

        // When
        StepCommand command = classic.give(Workshop.command("acme", 1, "function", claim));

        // Then
        assertThat(classic.failure(command).getError().getDetail())
                .contains("The arguments of the task are lost")
                .contains("0".repeat(64) + " is not in the blob store");
    }

    @Test
    void shouldAnswerAnErrorForAnOutputBeyondTheLimit() {
        // Given: numbers that are written with one character more than they were read with
        String growing = "[" + "1e9,".repeat(500_000) + "0]";

        // When
        StepCommand command = classic.give(VALUES.toWire(
                "acme", Workshop.function("acme", 1, "echo", growing).build()));

        // Then
        assertThat(classic.failure(command).getError().getDetail())
                .contains("work has more than 2097152 bytes, which is the limit of a value");
    }

    @Test
    void shouldServeOthersWhileATenantFloodsAPartition() {
        // Given
        List<StepCommand> flood = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            flood.add(classic.give(Workshop.function("flood", 0, "delay", "{\"milliseconds\": 50}")));
        }

        // When
        StepCommand other = classic.give(Workshop.function("acme", 1, "echo", "{}"));

        // Then
        classic.output(other);
        assertThat(flood.stream().filter(each -> classic.results(each).isEmpty()))
                .isNotEmpty();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        flood.stream().noneMatch(each -> classic.results(each).isEmpty()));
        assertThat(flood)
                .allSatisfy(each -> assertThat(classic.results(each))
                        .singleElement()
                        .extracting(RunInput::getPayload)
                        .isInstanceOf(StepSucceeded.class));
    }

    @Test
    void shouldCommitOnlyWhatIsDone() {
        // Given
        StepCommand open = Workshop.function("acme", 7, "delay", "{\"milliseconds\": 60000}")
                .setDeadline(Instant.now().plusSeconds(3))
                .build();
        long before = classic.committed(7);
        classic.give(open);
        StepCommand behind = classic.give(Workshop.function("acme", 7, "echo", "{}"));

        // When
        classic.output(behind);
        long whileOpen = classic.committed(7);
        classic.failure(open);

        // Then
        assertThat(whileOpen).isEqualTo(before);
        await().until(() -> classic.committed(7) >= before + 2);
    }

    @Test
    void shouldSayThatItIsReadyAndWhatItCounts() {
        // Given
        classic.output(classic.give(Workshop.function("acme", 4, "echo", "{}")));
        RestClient http =
                RestClient.create("http://localhost:" + service.getEnvironment().getProperty("local.server.port"));

        // When
        String readiness =
                http.get().uri("/actuator/health/readiness").retrieve().body(String.class);
        String metrics = http.get().uri("/actuator/prometheus").retrieve().body(String.class);

        // Then
        assertThat(Workshop.status(service)).isEqualTo(Status.UP);
        assertThat(readiness).contains("\"status\":\"UP\"");
        assertThat(metrics)
                .contains("millrace_executor_steps_seconds_count{kind=\"function\",outcome=\"succeeded\"}")
                .contains("millrace_executor_in_flight")
                .contains("millrace_executor_queued{tenant=\"(others)\"}")
                .contains("millrace_executor_repeats_total");
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
