package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CheckDefinition;
import io.millrace.records.CheckedDefinition;
import io.millrace.records.DefinitionChecked;
import io.millrace.records.DefinitionProblem;
import io.millrace.records.Reply;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Topics;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.listener.MessageListener;

/** Answers gateways that ask whether a definition is valid. */
final class DefinitionCheckListener implements MessageListener<byte[], byte[]> {
    private final Topics topics;
    private final Deserializer<CheckDefinition> deserializer;
    private final Serializer<SpecificRecord> serializer;
    private final Producer<byte[], byte[]> producer;
    private final Compiler compiler;

    DefinitionCheckListener(
            Topics topics,
            Deserializer<CheckDefinition> deserializer,
            Serializer<SpecificRecord> serializer,
            Producer<byte[], byte[]> producer,
            Compiler compiler) {
        this.topics = topics;
        this.deserializer = deserializer;
        this.serializer = serializer;
        this.producer = producer;
        this.compiler = compiler;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> read) {
        CheckDefinition check = deserializer.deserialize(read.topic(), read.headers(), read.value());
        RecordHeaders why = RecordHeaders.readFrom(
                        read.headers(), check.getTenant(), check.getReplyTo().getCorrelationId())
                .causing(read.topic(), read.partition(), read.offset());
        Reply reply =
                new Reply(check.getReplyTo().getGateway(), check.getReplyTo().getCorrelationId(), check(check));
        ProducerRecord<byte[], byte[]> answer = new ProducerRecord<>(
                topics.replies(),
                check.getReplyTo().getPartition(),
                check.getReplyTo().getCorrelationId().getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topics.replies(), reply));
        why.writeTo(answer.headers());
        send(answer);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost answer is a timeout of the gateway, which asks again
    private void send(ProducerRecord<byte[], byte[]> answer) {
        producer.send(answer);
    }

    private DefinitionChecked check(CheckDefinition check) {
        Compilation compilation = compiler.compile(check.getText());
        String version = check.getVersion();
        if (version != null && compilation instanceof Compilation.Compiled compiled) {
            compilation = compiler.compile(withVersion(compiled.canonicalJson(), version));
        }
        return switch (compilation) {
            case Compilation.Refused refused ->
                new DefinitionChecked(
                        refused.problems().stream()
                                .map(problem -> new DefinitionProblem(
                                        problem.pointer(), problem.line(), problem.column(), problem.detail()))
                                .toList(),
                        null);
            case Compilation.Compiled compiled -> {
                Identity identity = compiled.program().identity();
                yield new DefinitionChecked(
                        List.of(),
                        new CheckedDefinition(
                                identity.namespace(),
                                identity.name(),
                                identity.version(),
                                identity.hash(),
                                compiled.canonicalJson()));
            }
        };
    }

    private static String withVersion(String canonical, String version) {
        JsonNode document = JsonText.read(canonical);
        if (document.path("document") instanceof ObjectNode head) {
            head.put("version", version);
        }
        return JsonText.write(document);
    }
}
