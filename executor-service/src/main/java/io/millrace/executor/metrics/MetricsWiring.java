package io.millrace.executor.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.executor.dispatch.DispatchObserver;
import io.millrace.executor.dispatch.Dispatcher;
import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts what the dispatcher does. */
@Configuration(proxyBeanMethods = false)
public class MetricsWiring {
    private static final Duration SHOW_EVERY = Duration.ofSeconds(5);

    MetricsWiring() {}

    @Bean
    DispatchObserver dispatchObserver(MeterRegistry registry) {
        return new DispatchMetrics(registry);
    }

    @Bean
    SmartInitializingSingleton gauges(MeterRegistry registry, Dispatcher<?> dispatcher) {
        return () -> {
            Gauge.builder("millrace.executor.in-flight", dispatcher, Dispatcher::inFlight)
                    .description("Steps at work")
                    .register(registry);
            QueueGauges queues = new QueueGauges(registry);
            dispatcher.loop().execute(() -> show(queues, dispatcher));
        };
    }

    private static void show(QueueGauges queues, Dispatcher<?> dispatcher) {
        queues.show(dispatcher.depths());
        dispatcher.loop().after(SHOW_EVERY, () -> show(queues, dispatcher));
    }
}
