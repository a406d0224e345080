package io.millrace.executor.asyncapi;

import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.StepHandler;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the asyncapi handler in place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AsyncApiProperties.class)
public class AsyncApiWiring {
    AsyncApiWiring() {}

    @Bean(destroyMethod = "close")
    KafkaLink kafkaLink(Addresses addresses, AsyncApiProperties properties) {
        return new KafkaLink(addresses, properties);
    }

    @Bean(destroyMethod = "close")
    MqttSessions mqttSessions(Addresses addresses) {
        return new MqttSessions(addresses);
    }

    @Bean
    StepHandler asyncApiStepHandler(
            Documents documents,
            Callees callees,
            AsyncApiProperties properties,
            KafkaLink kafka,
            MqttSessions sessions,
            Addresses addresses,
            Exchanges exchanges) {
        return new AsyncApiStepHandler(
                documents,
                callees,
                properties,
                List.of(kafka, new MqttLink(addresses, sessions), new HttpLink(exchanges)));
    }
}
