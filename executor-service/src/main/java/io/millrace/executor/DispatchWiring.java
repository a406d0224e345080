package io.millrace.executor;

import io.millrace.executor.blobs.ClaimedSteps;
import io.millrace.executor.dispatch.DispatchLoop;
import io.millrace.executor.dispatch.DispatchObserver;
import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.executor.dispatch.TenantGate;
import io.millrace.executor.function.FunctionHandler;
import io.millrace.executor.secret.SecretKeepingHandler;
import io.millrace.executor.secret.Secrets;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.Tenants;
import io.millrace.schemas.Installation;
import io.millrace.schemas.blobs.LargeValues;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the dispatcher between what takes commands and what performs steps. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExecutorProperties.class)
public class DispatchWiring {
    DispatchWiring() {}

    @Bean(destroyMethod = "close")
    DispatchLoop dispatchLoop() {
        return new NettyLoop();
    }

    @Bean(destroyMethod = "close")
    LargeValues largeValues(Installation installation) {
        return installation.largeValues();
    }

    @Bean
    StepHandler functionHandler() {
        return new FunctionHandler();
    }

    @Bean
    Dispatcher<TopicPartition> dispatcher(
            ExecutorProperties properties,
            Tenants tenants,
            TenantGate gate,
            List<StepHandler> handlers,
            Secrets secrets,
            LargeValues values,
            DispatchLoop loop,
            DispatchObserver observer) {
        // Whole arguments first: the secrets that they refer to are put into them last, and out of the output first.
        List<StepHandler> keeping = handlers.stream()
                .<StepHandler>map(handler -> new ClaimedSteps(new SecretKeepingHandler(handler, secrets), values, loop))
                .toList();
        return new Dispatcher<>(properties.limits(), tenants, gate, keeping, loop, observer);
    }
}
