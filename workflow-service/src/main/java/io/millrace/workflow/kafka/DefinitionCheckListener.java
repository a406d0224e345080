package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CheckDefinition;
import io.millrace.records.CheckedDefinition;
import io.millrace.records.DefinitionChecked;
import io.millrace.records.DefinitionProblem;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Identity;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.kafka.listener.MessageListener;

/** Answers gateways that ask whether a definition is valid. */
final class DefinitionCheckListener implements MessageListener<byte[], byte[]> {
    private final Deserializer<CheckDefinition> deserializer;
    private final ReplyPublisher replies;
    private final Compiler compiler;

    DefinitionCheckListener(Deserializer<CheckDefinition> deserializer, ReplyPublisher replies, Compiler compiler) {
        this.deserializer = deserializer;
        this.replies = replies;
        this.compiler = compiler;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> read) {
        CheckDefinition check = deserializer.deserialize(read.topic(), read.headers(), read.value());
        replies.answer(read, check.getTenant(), check.getReplyTo(), check(check));
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
