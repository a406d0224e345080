package io.millrace.trigger.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.records.Rejection;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Shards;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.trigger.definition.WebhookTrigger;
import io.millrace.trigger.webhook.RefusalCode;
import io.millrace.trigger.webhook.RefusalLog;
import io.millrace.trigger.webhook.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes refused deliveries to the audit: for each trigger ten at once and then one in a second, each with the number
 * of those that were left out before it, so that a flood of bad requests is seen and does not flood the audit.
 */
final class RefusalPublisher implements RefusalLog {
    /** Kind of these audit records. */
    static final String KIND = "webhook.refused";

    private static final Logger LOG = LoggerFactory.getLogger(RefusalPublisher.class);
    private static final double PER_SECOND = 1;
    private static final double BURST = 10;
    private static final int MOST_TRIGGERS = 10_000;
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Appender appender;
    private final ResourceViews views;
    private final int partitions;
    private final ExecutorService threads;
    private final Cache<String, Throttle> throttles = Caffeine.newBuilder()
            .maximumSize(MOST_TRIGGERS)
            .expireAfterAccess(QUIET)
            .build();

    /**
     * A publisher.
     *
     * @param threads runs the appends, one thread each
     */
    RefusalPublisher(Appender appender, ResourceViews views, int partitions, ExecutorService threads) {
        this.appender = appender;
        this.views = views;
        this.partitions = partitions;
        this.threads = threads;
    }

    @Override
    public void refused(WebhookTrigger trigger, RefusalCode code, String method, Instant time) {
        String key = trigger.tenant() + "/" + trigger.name();
        throttles
                .get(key, _ -> new Throttle(PER_SECOND, BURST))
                .pass(System.nanoTime())
                .ifPresent(leftOut -> {
                    AuditRecord audit = record(trigger, code, method, time, leftOut);
                    threads.execute(() -> append(key, audit));
                });
    }

    private void append(String key, AuditRecord audit) {
        Limits limits = views.limits(audit.getTenant());
        int width = limits == null ? 1 : limits.shardWidth();
        int partition = Shards.of(audit.getTenant(), width, partitions).partitionOf(key);
        try {
            appender.append(
                    Bindings.AUDIT,
                    key,
                    partition,
                    audit,
                    new RecordHeaders(audit.getTenant(), audit.getId(), null, null));
        } catch (MessagingException | BlobStoreException e) {
            LOG.warn(
                    "A refused webhook could not be written to the audit: trigger={} reason={}",
                    key,
                    Appender.reason(e));
        }
    }

    private static AuditRecord record(
            WebhookTrigger trigger, RefusalCode code, String method, Instant time, long leftOut) {
        String id = "webhook/" + UUID.randomUUID();
        return AuditRecord.newBuilder()
                .setId(id)
                .setTenant(trigger.tenant())
                .setKind(KIND)
                .setTime(time)
                .setActor(trigger.name())
                .setOutcome(Outcome.REJECTED)
                .setRejection(new Rejection(code.name(), code.reason()))
                .setCorrelationId(id)
                .setDetail(JSON.createObjectNode()
                        .put("trigger", trigger.name())
                        .put("scheme", trigger.authentication().scheme())
                        .put("method", method)
                        .put("leftOut", leftOut)
                        .toString())
                .build();
    }
}
