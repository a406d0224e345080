package io.millrace.trigger.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.trigger.webhook.EventLog;
import io.millrace.trigger.webhook.RefusalLog;
import io.millrace.trigger.webhook.TriggerLookup;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DoorProperties.class, WebhookProperties.class})
public class HttpConfiguration {
    HttpConfiguration() {}

    @Bean(destroyMethod = "dispose")
    Scheduler waitingForBrokers() {
        return Schedulers.fromExecutorService(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("webhooks-", 0).factory()));
    }

    @Bean
    WebhookController webhookController(
            WebhookProperties properties,
            DoorProperties door,
            TriggerLookup triggers,
            EventLog events,
            RefusalLog refusals,
            Scheduler waitingForBrokers,
            MeterRegistry meters) {
        return new WebhookController(
                properties, door, triggers, events, refusals, waitingForBrokers, Clock.systemUTC(), meters);
    }

    @Bean
    RouterFunction<ServerResponse> hooks(WebhookController controller) {
        return RouterFunctions.route()
                .path(
                        "/hooks",
                        hooks -> hooks.route(RequestPredicates.path("/{tenant}/{trigger}"), controller::receive)
                                .route(RequestPredicates.all(), Answers::noSuchTrigger))
                .build();
    }
}
