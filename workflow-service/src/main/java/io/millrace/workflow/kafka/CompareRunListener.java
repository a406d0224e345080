package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.records.CompareRun;
import io.millrace.records.RunCompared;
import io.millrace.records.RunCost;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.whatif.Comparison;
import io.millrace.workflow.whatif.Cost;
import io.millrace.workflow.whatif.RecordedInput;
import io.millrace.workflow.whatif.Recording;
import io.millrace.workflow.whatif.WhatIf;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListener;

/** Answers gateways that ask what would have come of a run under another definition. */
final class CompareRunListener implements MessageListener<byte[], byte[]> {
    private static final System.Logger LOG = System.getLogger(CompareRunListener.class.getName());
    /** Characters of definitions whose programs are kept: the same draft comes once for each run. */
    private static final long REMEMBERED = 16L * 1024 * 1024;
    /** Characters of a value that an answer shows; of a longer one it shows the beginning. */
    private static final int LONGEST_SHOWN = 8_192;

    private final Deserializer<CompareRun> deserializer;
    private final ReplyPublisher replies;
    private final Compiler compiler;
    private final StateForm form;
    private final Cache<String, Program> programs = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED)
            .weigher((String text, Program program) -> text.length())
            .build();

    CompareRunListener(
            Deserializer<CompareRun> deserializer, ReplyPublisher replies, Compiler compiler, StateForm form) {
        this.deserializer = deserializer;
        this.replies = replies;
        this.compiler = compiler;
        this.form = form;
    }

    @Override
    public void onMessage(ConsumerRecord<byte[], byte[]> read) {
        CompareRun asked = deserializer.deserialize(read.topic(), read.headers(), read.value());
        replies.answer(read, asked.getTenant(), asked.getReplyTo(), compare(asked));
    }

    private RunCompared compare(CompareRun asked) {
        try {
            Program draft = program(asked.getDraft());
            if (draft == null) {
                return answer(new Comparison.Failed("this version of Millrace cannot run the draft"));
            }
            Map<Identity, Program> versions = new HashMap<>();
            for (String text : asked.getDefinitions()) {
                Program version = program(text);
                if (version != null) {
                    versions.put(version.identity(), version);
                }
            }
            return answer(WhatIf.compare(
                    draft,
                    versions::get,
                    recording(asked),
                    new WhatIf.Rules(asked.getMatchArguments(), form::outgrown)));
        } catch (IllegalArgumentException e) {
            return answer(new Comparison.Failed(String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A run could not be compared: tenant=" + asked.getTenant() + " run=" + asked.getRunId(),
                    e);
            return answer(new Comparison.Failed("the engine could not play the run; its log says why"));
        }
    }

    private Recording recording(CompareRun asked) {
        List<RecordedInput> inputs = asked.getInputs().stream()
                .map(input -> new RecordedInput(input(input.getInput()), input.getTime(), input.getAccepted()))
                .toList();
        return new Recording(inputs, Status.valueOf(asked.getStatus().toUpperCase(Locale.ROOT)));
    }

    private RunInput input(io.millrace.records.RunInput recorded) {
        RunValues values = form.reading();
        RunInput input = Inbound.input(recorded, values);
        if (values.lost() != null) {
            throw new IllegalArgumentException(values.lost());
        }
        return input;
    }

    private @Nullable Program program(String canonical) {
        Program known = programs.getIfPresent(canonical);
        if (known != null || !(compiler.load(canonical) instanceof Compilation.Compiled compiled)) {
            return known;
        }
        programs.put(canonical, compiled.program());
        return compiled.program();
    }

    private static RunCompared answer(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Same same ->
                RunCompared.newBuilder()
                        .setResult("same")
                        .setBefore(cost(same.before()))
                        .setAfter(cost(same.after()))
                        .build();
            case Comparison.Different different ->
                RunCompared.newBuilder()
                        .setResult("different")
                        .setReason(different.first().kind().word())
                        .setTask(different.first().task())
                        .setPointer(different.first().pointer())
                        .setWas(shown(different.first().was()))
                        .setNow(shown(different.first().now()))
                        .setBefore(cost(different.before()))
                        .setAfter(cost(different.after()))
                        .build();
            case Comparison.NeedsResult needed ->
                RunCompared.newBuilder()
                        .setResult("needs-result")
                        .setReason(needed.reason().word())
                        .setTask(needed.task())
                        .setPointer(needed.pointer())
                        .setArguments(shown(needed.arguments()))
                        .build();
            case Comparison.Failed failed ->
                RunCompared.newBuilder()
                        .setResult("failed")
                        .setReason(failed.reason())
                        .build();
        };
    }

    private static RunCost cost(Cost cost) {
        return new RunCost(cost.tasks(), cost.steps(), cost.stepMillis());
    }

    private static @Nullable String shown(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        String text = JsonText.write(value);
        return text.length() <= LONGEST_SHOWN
                ? text
                : JsonText.write(JsonNodeFactory.instance.textNode(text.substring(0, LONGEST_SHOWN) + "…"));
    }
}
