package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The main line: signed webhooks in, durable runs with steps and waits, rows in the lake; told once for every shape. */
final class MainLine {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SECRET = "a secret that only the sender knows";

    private final Installation installation;
    private final Client client;

    MainLine(Installation installation) {
        this.installation = installation;
        this.client = new Client(installation);
    }

    /** Publishes everything that the webhooks need. */
    void prepare(Callee callee) {
        ok(client.put("/v1/tenants/default", """
                {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
        ok(client.put(Client.TENANT + "/secrets/github", "{\"value\": \"" + SECRET + "\"}"));
        ok(client.putYaml(Client.TENANT + "/workflows/classify-push", """
                document: {dsl: '1.0.3', namespace: acceptance, name: classify-push, version: '1.0.0'}
                do:
                  - classify: {set: '${ {id: .head_commit.id, fix: (.head_commit.message | startswith("Fix"))} }'}
                  - score:
                      call: http
                      with: {method: post, endpoint: '%s', body: '${ . }'}
                      output: {as: '${ $input + . }'}
                  - note: {call: echo, with: {score: '${ .score }'}}
                  - pause: {wait: {milliseconds: 200}}
                """.formatted(callee.url())));
        ok(client.put(Client.TENANT + "/triggers/push", """
                {"type": "webhook", "authentication": {"scheme": "github", "secret": "github"},
                 "target": {"workflow": "classify-push"}}"""));
    }

    /** Sends webhooks, each of them twice, as a sender does that did not see the first answer. */
    void push(int count) {
        IntStream.range(0, count).parallel().forEach(i -> {
            String body = "{\"head_commit\": {\"id\": \"c" + i + "\", \"message\": \"Fix number " + i + "\"}}";
            await().atMost(PATIENCE)
                    .until(() -> hook(body, "delivery-" + i, sign(body)).status() == 202);
            await().atMost(PATIENCE)
                    .until(() -> hook(body, "delivery-" + i, sign(body)).status() == 202);
        });
    }

    Client.Answer hook(String body, String delivery, String signature) {
        return new Client(installation.url(), "")
                .send(
                        "/hooks/default/push",
                        "POST",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "X-Hub-Signature-256", signature,
                                "X-GitHub-Delivery", delivery,
                                "X-GitHub-Event", "push"));
    }

    /** Waits until runs, terminal audit records and lake rows agree with the number of accepted events. */
    void expectEveryCountToBe(int events) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Client.Answer runs = client.get(Client.TENANT + "/runs?status=completed&limit=500");
            assertThat(runs.body().path("items").size()).isEqualTo(events);
        });
        List<AuditRecord> audit = new AuditTopic(installation.bootstrapServers()).read();
        assertThat(AuditTopic.ends(audit).values()).hasSize(events).containsOnly(1);
        expectLakeToHold(installation, audit.stream().map(AuditRecord::getId).toList());
    }

    /** Waits until the lake holds exactly these records, each once. */
    static void expectLakeToHold(Installation installation, List<String> ids) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            List<String> rows = new LakeTable(installation.lake()).ids();
            assertThat(rows).doesNotHaveDuplicates();
            assertThat(rows).containsAll(ids);
        });
    }

    static void ok(Client.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 299);
    }

    static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
