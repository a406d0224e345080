package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.ApiKey;
import io.millrace.records.AuditRecord;
import io.millrace.records.CancelStep;
import io.millrace.records.CheckDefinition;
import io.millrace.records.CloudEvent;
import io.millrace.records.CompareRun;
import io.millrace.records.Definition;
import io.millrace.records.Reply;
import io.millrace.records.RunInput;
import io.millrace.records.Secret;
import io.millrace.records.StepCommand;
import io.millrace.records.Subscription;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;
import io.millrace.schemas.BuiltinRegistry.RegisteredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every schema that was ever released stays readable. Run with {@code -Dmillrace.golden=write} after a schema changed:
 * that adds its new version, with a golden value, at the end of the registry; nothing that exists is touched.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaReleaseTest {
    private static final Path REGISTRY = Path.of("src/main/resources/io/millrace/schemas/registry");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, Schema> CURRENT = new LinkedHashMap<>();

    static {
        CURRENT.put("events", CloudEvent.getClassSchema());
        CURRENT.put("run-inputs", RunInput.getClassSchema());
        CURRENT.put("step-commands", StepCommand.getClassSchema());
        CURRENT.put("step-cancellations", CancelStep.getClassSchema());
        CURRENT.put("subscriptions", Subscription.getClassSchema());
        CURRENT.put("replies", Reply.getClassSchema());
        CURRENT.put("audit", AuditRecord.getClassSchema());
        CURRENT.put("definition-checks", CheckDefinition.getClassSchema());
        CURRENT.put("what-ifs", CompareRun.getClassSchema());
        CURRENT.put("definitions", Definition.getClassSchema());
        CURRENT.put("tenants", Tenant.getClassSchema());
        CURRENT.put("triggers", Trigger.getClassSchema());
        CURRENT.put("keys", ApiKey.getClassSchema());
        CURRENT.put("secrets", Secret.getClassSchema());
        if ("write".equals(System.getProperty("millrace.golden"))) {
            CURRENT.forEach(SchemaReleaseTest::release);
        }
    }

    static List<String> topics() {
        return List.copyOf(CURRENT.keySet());
    }

    static List<RegisteredSchema> released() {
        return BuiltinRegistry.INSTANCE.registered();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void shouldHaveReleasedTheSchemaThatIsInUse(String topic) {
        // Given
        Schema used = CURRENT.get(topic);

        // When
        Optional<RegisteredSchema> newest = newestOf(topic);

        // Then
        assertThat(newest).isPresent();
        assertThat(SchemaNormalization.toParsingForm(newest.orElseThrow().schema()))
                .as("run this test with -Dmillrace.golden=write to release the changed schema of %s", topic)
                .isEqualTo(SchemaNormalization.toParsingForm(used));
    }

    @ParameterizedTest
    @MethodSource("released")
    void shouldDecodeTheGoldenValueOfEveryReleasedSchema(RegisteredSchema released) throws IOException {
        // Given
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(name(released) + ".bin"));
        String expected = Files.readString(GOLDEN.resolve(name(released) + ".json"));
        try (MillraceAvroDeserializer<SpecificRecord> reader =
                new MillraceAvroDeserializer<>(BuiltinRegistry.INSTANCE)) {

            // When
            SpecificRecord decoded = reader.deserialize(released.topic(), golden);

            // Then
            assertThat(decoded).isNotNull();
            assertThat(json(released.schema(), golden)).isEqualTo(expected);
            assertThat(decoded.getSchema().getFullName())
                    .isEqualTo(released.schema().getFullName());
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void shouldReadEveryReleasedSchemaWithTheOneInUse(RegisteredSchema released) {
        // Given
        Schema used = CURRENT.get(released.topic());

        // When
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(used, released.schema());

        // Then
        assertThat(compatibility.getType())
                .as(compatibility.getDescription())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void shouldGiveEverySchemaTheIdOfItsLine() {
        // When
        List<Integer> ids = released().stream()
                .map(schema -> BuiltinRegistry.INSTANCE.idOf(schema.topic() + "-value", schema.schema()))
                .toList();

        // Then
        assertThat(ids)
                .containsExactlyElementsOf(
                        released().stream().map(RegisteredSchema::id).toList());
    }

    private static Optional<RegisteredSchema> newestOf(String topic) {
        return released().stream()
                .filter(schema -> schema.topic().equals(topic))
                .max(Comparator.comparingInt(RegisteredSchema::version));
    }

    private static String name(RegisteredSchema schema) {
        return schema.topic() + "-v" + schema.version();
    }

    private static String json(Schema schema, byte[] wire) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(wire, 5, wire.length - 5, null);
        Object value = new GenericDatumReader<>(schema).read(null, decoder);
        var text = new java.io.ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, text, true);
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
        return text.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void release(String topic, Schema schema) {
        try {
            Path index = REGISTRY.resolve("index.txt");
            List<String> lines = Files.exists(index) ? Files.readAllLines(index) : List.of();
            List<String> versions =
                    lines.stream().filter(line -> line.startsWith(topic + "-v")).toList();
            if (!versions.isEmpty()) {
                Schema newest = new Schema.Parser()
                        .parse(REGISTRY.resolve(versions.getLast()).toFile());
                if (SchemaNormalization.toParsingForm(newest).equals(SchemaNormalization.toParsingForm(schema))) {
                    return;
                }
            }
            String name = topic + "-v" + (versions.size() + 1);
            Files.writeString(REGISTRY.resolve(name + ".avsc"), SchemaFormatter.format("json/pretty", schema) + "\n");
            Files.writeString(index, name + ".avsc\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            writeGolden(name, schema, lines.size() + 1);
        } catch (IOException e) {
            throw new IllegalStateException("the schema of " + topic + " could not be released", e);
        }
    }

    private static void writeGolden(String name, Schema schema, int id) throws IOException {
        Object value = new RandomData(schema, 1, 20_261_121L, true).iterator().next();
        var bytes = new java.io.ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, (byte) id});
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
        Files.write(GOLDEN.resolve(name + ".bin"), bytes.toByteArray());
        Files.writeString(GOLDEN.resolve(name + ".json"), json(schema, bytes.toByteArray()));
    }
}
