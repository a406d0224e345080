package io.millrace.executor;

import io.millrace.executor.dispatch.DispatchLoop;
import io.millrace.executor.dispatch.DispatchObserver;
import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.executor.dispatch.TenantGate;
import io.millrace.executor.function.FunctionHandler;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.Tenants;
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
            DispatchLoop loop,
            DispatchObserver observer) {
        return new Dispatcher<>(properties.limits(), tenants, gate, handlers, loop, observer);
    }
}
