package io.millrace.gateway.kafka;

import io.millrace.gateway.bootstrap.Bootstrap;
import io.millrace.gateway.refusal.Refused;
import io.millrace.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Brings the gateway from started to ready, in order: topics, views and replies, the first key and tenant. A broker
 * that is not there yet is waited for.
 */
final class GatewayStart implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayStart.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final KafkaAdmin admin;
    private final Topics topics;
    private final ResourceViews views;
    private final ReplyReader replies;
    private final Bootstrap bootstrap;
    private final InstantSource clock;
    private volatile boolean running;
    private volatile boolean ready;
    private volatile Thread thread = Thread.ofPlatform().unstarted(() -> {});

    GatewayStart(
            KafkaAdmin admin,
            Topics topics,
            ResourceViews views,
            ReplyReader replies,
            Bootstrap bootstrap,
            InstantSource clock) {
        this.admin = admin;
        this.topics = topics;
        this.views = views;
        this.replies = replies;
        this.bootstrap = bootstrap;
        this.clock = clock;
    }

    /** Whether the gateway can do everything it is for. */
    boolean ready() {
        return ready && views.caughtUp() && replies.positioned();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("gateway-start").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        views.close();
        replies.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            until(
                    "Topics could not be created; trying again",
                    () -> admin.createOrModifyTopics(topics.all().toArray(NewTopic[]::new)));
            views.start();
            replies.start();
            while (running && !(views.caughtUp() && replies.positioned())) {
                Thread.sleep(LOOK_AGAIN);
            }
            until("The first key and tenant could not be written; trying again", () -> bootstrap.run(clock.instant()));
            ready = running;
            LOG.info("The gateway is ready: topicPrefix={}", topics.prefix());
        } catch (InterruptedException e) {
            LOG.debug("Stopped before it was ready");
        }
    }

    private void until(String complaint, Runnable action) throws InterruptedException {
        while (running) {
            try {
                action.run();
                return;
            } catch (KafkaException | org.springframework.kafka.KafkaException | Refused e) {
                LOG.warn(complaint, e);
                Thread.sleep(RETRY);
            }
        }
    }
}
