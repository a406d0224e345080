package io.millrace.schemas.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.records.Outcome;
import io.millrace.records.Reply;
import io.millrace.records.RunEnded;
import io.millrace.records.RunInput;
import io.millrace.records.StepCommand;
import io.millrace.records.StepSucceeded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LargeValuesTest {
    private static final String TENANT = "acme";
    private static final int INLINE = 256 * 1024;
    private static final String LARGE = json(INLINE + 1);

    @TempDir
    private Path directory;

    private LargeValues values;

    @BeforeEach
    void open() {
        values = open(directory);
    }

    @Test
    void shouldLetAValueTravelThatJustFits() {
        // Given
        String fits = json(INLINE);

        // When
        String wire = values.toWire(TENANT, fits);

        // Then
        assertThat(wire).isSameAs(fits);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldCountBytesAndNotCharacters() {
        // Given
        String wide = "\"" + "€".repeat(INLINE / 3) + "\"";

        // When
        String wire = values.toWire(TENANT, wide);

        // Then
        assertThat(wire.length()).isLessThan(100);
        assertThat(values.fromWire(TENANT, wire)).isEqualTo(wide);
    }

    @Test
    void shouldGiveBackWhatAClaimStandsFor() {
        // When
        String wire = values.toWire(TENANT, LARGE);

        // Then
        assertThat(wire).startsWith("@claim:").endsWith(":" + LARGE.length());
        assertThat(open(directory).fromWire(TENANT, wire)).isEqualTo(LARGE);
    }

    @Test
    void shouldNotGiveATenantWhatAnotherOwns() {
        // Given
        String wire = values.toWire(TENANT, LARGE);

        // When / Then
        assertThatThrownBy(() -> values.fromWire("globex", wire)).isInstanceOf(BlobMissingException.class);
        assertThatThrownBy(() -> values.fromWire("../acme", wire)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotBelieveABlobThatWasChanged() throws IOException {
        // Given
        String wire = values.toWire(TENANT, LARGE);
        Files.writeString(onlyFile(), json(INLINE + 1).replace('x', 'y'));

        // When / Then
        assertThatThrownBy(() -> values.fromWire(TENANT, wire))
                .isInstanceOf(BlobMissingException.class)
                .hasMessageContaining("with another content")
                .hasMessageContaining("millrace.blobs");
    }

    @Test
    void shouldNotBelieveAClaimOfAnotherSize() {
        // Given
        String wire = values.toWire(TENANT, LARGE);
        String shorter = wire.substring(0, wire.lastIndexOf(':')) + ":10";
        String endless = wire.substring(0, wire.lastIndexOf(':')) + ":9999999999";

        // When / Then
        assertThatThrownBy(() -> values.fromWire(TENANT, shorter)).isInstanceOf(BlobMissingException.class);
        assertThatThrownBy(() -> values.fromWire(TENANT, endless)).isInstanceOf(BlobMissingException.class);
    }

    static Stream<SpecificRecord> recordsWithOneLargeValue() {
        return Stream.of(
                new RunInput(TENANT, "run", new StepSucceeded(1, 1, LARGE, 5L)),
                StepCommand.newBuilder()
                        .setTenant(TENANT)
                        .setRunId("run")
                        .setPosition(1)
                        .setAttempt(1)
                        .setPointer("/do/0/a")
                        .setTask("a")
                        .setWorkflow("w")
                        .setKind("http")
                        .setArguments(LARGE)
                        .build(),
                new Reply(
                        "gateway",
                        "1",
                        RunEnded.newBuilder()
                                .setTenant(TENANT)
                                .setRunId("run")
                                .setStatus("completed")
                                .setOutput(LARGE)
                                .setInputOffset(1L)
                                .build()),
                CloudEvent.newBuilder()
                        .setTenant(TENANT)
                        .setId("1")
                        .setSource("s")
                        .setType("t")
                        .setExtensions(Map.of())
                        .setData(LARGE)
                        .build(),
                audit(List.of(event(LARGE))));
    }

    @ParameterizedTest
    @MethodSource("recordsWithOneLargeValue")
    void shouldTakeALargeValueOutWhereverItStands(SpecificRecord record) {
        // When
        values.toWire(TENANT, record);

        // Then
        assertThat(record.toString()).hasSizeLessThan(2_000).contains("@claim:");
    }

    @Test
    void shouldKnowEveryFieldThatIsSaidToHoldJson() {
        // Given
        List<Schema> all = List.of(
                AuditRecord.getClassSchema(),
                StepCommand.getClassSchema(),
                Reply.getClassSchema(),
                CloudEvent.getClassSchema());

        // When
        List<String> unmarked = all.stream()
                .flatMap(LargeValuesTest::records)
                .distinct()
                .filter(record -> !record.getName().equals("CheckedDefinition"))
                .flatMap(record -> record.getFields().stream()
                        .filter(field -> field.doc() != null && field.doc().contains("as JSON text"))
                        .filter(field -> !Boolean.TRUE.equals(field.getObjectProp("json")))
                        .map(field -> record.getName() + "." + field.name()))
                .toList();

        // Then
        assertThat(unmarked).isEmpty();
    }

    @Test
    void shouldTakeTheLargestValuesOutOfARecordThatHoldsTooMany() {
        // Given
        List<AuditEvent> events =
                IntStream.range(0, 200).mapToObj(i -> event(json(5_000 + i))).toList();
        AuditRecord audit = audit(events);
        List<String> before = events.stream().map(AuditEvent::getOutput).toList();

        // When
        values.toWire(TENANT, audit);

        // Then
        assertThat(audit.toString().length()).isBetween(500_000, LargeValues.RECORD + 100_000);
        assertThat(events.getFirst().getOutput()).isEqualTo(before.getFirst());
        assertThat(events.getLast().getOutput()).startsWith("@claim:");
        assertThat(events.stream()
                        .map(event -> values.fromWire(TENANT, String.valueOf(event.getOutput())))
                        .toList())
                .isEqualTo(before);
    }

    private static Stream<Schema> records(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                Stream.concat(Stream.of(schema), schema.getFields().stream().flatMap(field -> records(field.schema())));
            case UNION -> schema.getTypes().stream().flatMap(LargeValuesTest::records);
            case ARRAY -> records(schema.getElementType());
            default -> Stream.of();
        };
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> walked = Files.walk(directory)) {
            return walked.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static LargeValues open(Path directory) {
        return new LargeValues(new DirectoryBlobStore(directory, false), ValueLimits.from(key -> null));
    }

    private static AuditEvent event(String output) {
        return AuditEvent.newBuilder()
                .setType("TaskCompleted")
                .setOutput(output)
                .build();
    }

    private static AuditRecord audit(List<AuditEvent> events) {
        return AuditRecord.newBuilder()
                .setId("id")
                .setTenant(TENANT)
                .setKind("run.input")
                .setTime(Instant.EPOCH)
                .setActor("engine")
                .setOutcome(Outcome.ACCEPTED)
                .setEvents(events)
                .build();
    }

    private static String json(int bytes) {
        String text = "\"" + "x".repeat(bytes - 2) + "\"";
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
        return text;
    }
}
