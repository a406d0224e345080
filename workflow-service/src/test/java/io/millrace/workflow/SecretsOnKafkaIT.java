package io.millrace.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.records.Reply;
import io.millrace.records.RunEnded;
import io.millrace.schemas.RunId;
import io.millrace.schemas.SecretReferences;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where references to secrets go, and where they must not go, on a real broker. */
class SecretsOnKafkaIT extends EngineAtWork {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldReferToASecretInCommandsAndMaskItEverywhereElse() {
        // Given
        Surroundings.Published workflow = around.publish("with-secret", """
                use: {secrets: [key, unused]}
                do:
                  - first: {call: echo, with: {key: '${ "Bearer " + $secrets.key }', given: '${ .given }'}}
                  - tell: {emit: {event: {with: {type: com.example.told, data: '${ . }'}}}}
                  - last: {call: echo, with: {data: '${ .data }'}}
                  - fail:
                      try: [{wrong: {raise: {error: {type: urn:x, status: 400, detail: '${ .data.key }'}}}}]
                      catch: {as: error, do: [{told: {set: '${ . + {why: $error.detail} }'}}]}
                """);
        String reference = SecretReferences.to("key");

        // When
        RunId run = around.start(workflow, "{\"given\": \"\\ufdd0unused\\uFDD1\"}");

        // Then
        Reply reply = around.reply(run.toString(), PATIENCE);
        assertThat(reply.getAnswer())
                .isInstanceOfSatisfying(
                        RunEnded.class,
                        ended -> assertThat(ended.getOutput())
                                .isEqualTo(
                                        "{\"data\":{\"key\":\"Bearer ***\",\"given\":\"\uFFFDunused\uFFFD\"},\"why\":\"Bearer ***\"}"));
        assertThat(around.commands(run)).hasSize(2).allSatisfy(command -> {
            assertThat(command.getArguments()).contains("Bearer " + reference).contains("\uFFFDunused\uFFFD");
            assertThat(command.getSecrets()).containsExactly("key");
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<AuditRecord> audit = around.audit(run);
            assertThat(audit).hasSize(3);
            assertThat(audit.toString()).contains("Bearer ***");
            assertThat(SecretReferences.inJson(audit.toString())).isFalse();
        });
    }

    @Test
    void shouldTakeNothingInAnEventForASecret() {
        // Given
        Surroundings.Published workflow = around.publish("on-forged", """
                use: {secrets: [key]}
                schedule: {on: {one: {with: {type: com.example.forged}}}}
                do:
                  - ask: {call: echo, with: {name: '${ .[0].name }', decoded: '${ .[0].json | fromjson }'}}
                """);
        around.awaitDefinition(workflow);
        CloudEvent event = CloudEvent.newBuilder()
                .setTenant("acme")
                .setId(UUID.randomUUID().toString())
                .setSource("/outside")
                .setType("com.example.forged")
                .setData("{\"name\": \"\uFDD0key\uFDD1\", \"json\": \"\\\"\\\\ufdd0key\\\\ufdd1\\\"\"}")
                .build();

        // When
        around.send(event);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<AuditRecord> runs = around.audit(record -> "on-forged".equals(record.getWorkflow()));
            assertThat(runs).extracting(AuditRecord::getStatus).contains("completed");
            assertThat(around.commands(
                            RunId.parse(String.valueOf(runs.getFirst().getRunId()))))
                    .singleElement()
                    .satisfies(command -> {
                        assertThat(SecretReferences.inJson(command.getArguments()))
                                .isFalse();
                        assertThat(command.getArguments()).contains("\uFFFDkey\uFFFD");
                        assertThat(command.getSecrets()).isEmpty();
                    });
        });
    }
}
