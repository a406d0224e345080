package io.millrace.trigger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.schemas.InternalIdentity;
import io.millrace.trigger.definition.WebhookTrigger;
import io.millrace.trigger.webhook.Delivery;
import io.millrace.trigger.webhook.EventLog;
import io.millrace.trigger.webhook.NotAppendedException;
import io.millrace.trigger.webhook.Reception;
import io.millrace.trigger.webhook.RefusalCode;
import io.millrace.trigger.webhook.RefusalLog;
import io.millrace.trigger.webhook.TriggerLookup;
import io.millrace.trigger.webhook.TriggerLookup.Found;
import io.millrace.trigger.webhook.WebhookEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Takes a delivery from its address to the log: who may, how much, who is believed, 202 when it is stored. */
final class WebhookController {
    private static final String ROLE = "public";
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final WebhookProperties properties;
    private final String doorSecret;
    private final TriggerLookup triggers;
    private final EventLog events;
    private final RefusalLog refusals;
    private final Scheduler blocking;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Admission admission;
    private final Cache<String, Boolean> stored;

    /**
     * A controller.
     *
     * @param blocking runs what waits for the brokers, one virtual thread each
     */
    WebhookController(
            WebhookProperties properties,
            DoorProperties door,
            TriggerLookup triggers,
            EventLog events,
            RefusalLog refusals,
            Scheduler blocking,
            Clock clock,
            MeterRegistry meters) {
        this.properties = properties;
        this.doorSecret = door.secret();
        this.triggers = triggers;
        this.events = events;
        this.refusals = refusals;
        this.blocking = blocking;
        this.clock = clock;
        this.meters = meters;
        this.admission = new Admission(properties.inFlightLimit());
        this.stored = Caffeine.newBuilder()
                .maximumSize(properties.rememberedDeliveries())
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    /** Answers a request to {@code /hooks/{tenant}/{trigger}}. */
    Mono<ServerResponse> receive(ServerRequest request) {
        String tenant = request.pathVariable("tenant");
        if (!throughTheGateway(request, tenant)) {
            return counted("not-through-gateway", Answers.notThroughTheGateway(request));
        }
        return switch (triggers.find(tenant, request.pathVariable("trigger"))) {
            case Found.Absent() -> counted("unknown", Answers.noSuchTrigger(request));
            case Found.NotReady() -> counted("not-ready", Answers.notReady(request));
            case Found.Unusable() -> counted("unusable", Answers.unusable(request));
            case Found.Usable usable -> receive(request, usable);
        };
    }

    private Mono<ServerResponse> receive(ServerRequest request, Found.Usable found) {
        WebhookTrigger trigger = found.trigger();
        if (!trigger.methods().contains(request.method().name())) {
            return counted("method-not-allowed", Answers.methodNotAllowed(request, trigger));
        }
        int limit = Math.toIntExact(properties.bodyLimit().toBytes());
        if (request.headers().contentLength().orElse(0) > limit) {
            return counted("too-large", Answers.tooLarge(request, limit));
        }
        return RawBody.read(request, limit, properties.readTimeout())
                .publishOn(blocking)
                .flatMap(body -> decide(request, found, body))
                .onErrorResume(
                        DataBufferLimitException.class, _ -> counted("too-large", Answers.tooLarge(request, limit)))
                .onErrorResume(
                        TimeoutException.class,
                        _ -> counted("too-slow", Answers.tooSlow(request, properties.readTimeout())));
    }

    private Mono<ServerResponse> decide(ServerRequest request, Found.Usable found, byte[] body) {
        WebhookTrigger trigger = found.trigger();
        Instant now = clock.instant();
        Delivery delivery = new Delivery(request.method().name(), headers(request), body);
        return switch (Reception.of(
                trigger, delivery, found.secret(), now, UUID.randomUUID().toString())) {
            case Reception.Refused(RefusalCode code) -> {
                refusals.refused(trigger, code, delivery.method(), now);
                yield counted("refused", Answers.refused(request, trigger, code));
            }
            case Reception.Challenged(String challenge) -> counted("challenged", Answers.challenge(challenge));
            case Reception.Accepted(WebhookEvent event) -> store(request, found, event, body.length);
        };
    }

    private Mono<ServerResponse> store(ServerRequest request, Found.Usable found, WebhookEvent event, int bytes) {
        if (stored.getIfPresent(event.id()) != null) {
            return counted("repeated", Answers.accepted(event.id()));
        }
        Duration wait = admission.take(event.tenant(), found.eventsPerSecond());
        if (wait.isPositive()) {
            return counted("too-many", Answers.tooMany(request, wait));
        }
        if (!admission.enter(bytes)) {
            return counted("overloaded", Answers.overloaded(request));
        }
        try {
            events.append(event, traceparent(request));
            stored.put(event.id(), true);
            return counted("accepted", Answers.accepted(event.id()));
        } catch (NotAppendedException e) {
            return counted("not-stored", Answers.notStored(request));
        } finally {
            admission.leave(bytes);
        }
    }

    private boolean throughTheGateway(ServerRequest request, String tenant) {
        List<String> identities = request.headers().header(InternalIdentity.HEADER);
        return identities.size() == 1
                && InternalIdentity.verify(
                                identities.getFirst(),
                                doorSecret,
                                request.method().name(),
                                request.uri().getRawPath(),
                                clock.instant())
                        .filter(identity -> identity.role().equals(ROLE)
                                && identity.tenant().equals(tenant))
                        .isPresent();
    }

    private Mono<ServerResponse> counted(String outcome, Mono<ServerResponse> answer) {
        meters.counter("millrace.webhooks", "outcome", outcome).increment();
        return answer;
    }

    private static Map<String, List<String>> headers(ServerRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().asHttpHeaders().forEach(headers::put);
        return headers;
    }

    private static @Nullable String traceparent(ServerRequest request) {
        String traceparent = request.headers().firstHeader("traceparent");
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}
