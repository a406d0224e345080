package io.millrace.gateway.http.runs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.run.RunAction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works off actions on many runs, in the memory of this gateway: one that stops leaves the rest of its actions undone,
 * and only this gateway knows how far they came. What was done is in the audit of each run, so a repeat of the action
 * finds what is left.
 */
@Component
final class BulkActions implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(BulkActions.class);
    private static final Duration REMEMBERED = Duration.ofHours(24);
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_OPEN_COMMANDS = 64;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RunCommands commands;
    private final AuditTrail trail;
    private final Blocking blocking;
    private final InstantSource clock;
    private final Cache<Key, BulkAction> actions = Caffeine.newBuilder()
            .expireAfterAccess(REMEMBERED)
            .maximumSize(MOST_REMEMBERED)
            .build();
    private final Disposable.Composite underWay = Disposables.composite();

    BulkActions(RunCommands commands, AuditTrail trail, Blocking blocking, InstantSource clock) {
        this.commands = commands;
        this.trail = trail;
        this.blocking = blocking;
        this.clock = clock;
    }

    private record Key(String tenant, String id) {}

    /**
     * What is to be done.
     *
     * @param filter the request's, for the audit
     * @param perSecond commands in a second, from 1
     */
    record Order(String tenant, String actor, RunAction action, ObjectNode filter, int perSecond) {}

    /** Begins an action, once the audit says so. */
    Mono<BulkAction> begin(Order order, RunSelection.Found found) {
        long running = actions.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(order.tenant()))
                .filter(entry -> !entry.getValue().ended())
                .count();
        if (running >= MOST_AT_ONCE) {
            return Mono.error(Refused.conflict(MOST_AT_ONCE
                    + " actions of this tenant are under way, which is as many as there may be: wait for one to end."));
        }
        BulkAction action = new BulkAction(UUID.randomUUID().toString(), order.action(), found, clock.instant());
        actions.put(new Key(order.tenant(), action.id()), action);
        return audited(order, action, "begun").thenReturn(action).doOnNext(begun -> workOff(order, begun));
    }

    /** An action that was begun here, as long as it is remembered. */
    Optional<BulkAction> find(String tenant, String id) {
        return Optional.ofNullable(actions.getIfPresent(new Key(tenant, id)));
    }

    private void workOff(Order order, BulkAction action) {
        underWay.add(Flux.fromIterable(action.runs())
                .delayElements(Duration.ofNanos(NANOS_PER_SECOND / order.perSecond()))
                .flatMap(run -> command(order, action, run), MOST_OPEN_COMMANDS)
                .then(Mono.defer(() -> {
                    action.end(clock.instant());
                    return audited(order, action, "ended");
                }))
                .subscribe(
                        done -> {},
                        failure -> LOG.error(
                                "An action on many runs broke off: tenant={} id={}",
                                order.tenant(),
                                action.id(),
                                failure)));
    }

    private Mono<Void> command(Order order, BulkAction action, String run) {
        return commands.give(
                        order.tenant(),
                        run,
                        null,
                        replyTo -> order.action().command(order.actor(), "bulk action " + action.id(), replyTo))
                .doOnNext(verdict -> action.heard(run, verdict))
                .onErrorResume(Refused.class, refused -> {
                    action.refuse(run, refused.refusal().detail());
                    return Mono.empty();
                })
                .then();
    }

    private Mono<Void> audited(Order order, BulkAction action, String change) {
        return blocking.call(() -> {
                    ObjectNode detail = Json.object().put("change", change);
                    detail.set("filter", order.filter());
                    detail.set("progress", action.json().without("refusals"));
                    trail.append(
                            new ManagementAct("runs.acted", order.tenant(), order.actor(), action.id(), clock.instant())
                                    .record("runs.acted/" + action.id() + "/" + change, detail)
                                    .build());
                    return change;
                })
                .then();
    }

    @Override
    public void destroy() {
        underWay.dispose();
    }
}
