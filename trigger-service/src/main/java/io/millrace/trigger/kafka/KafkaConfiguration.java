package io.millrace.trigger.kafka;

import io.millrace.schemas.Installation;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.blobs.LargeValues;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.binder.kafka.support.ProducerConfigCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.support.ProducerListener;

/** Wires this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SecretProperties.class, AppendProperties.class})
public class KafkaConfiguration {
    KafkaConfiguration() {}

    @Bean
    Installation installation(Environment environment) {
        return Installation.from(environment::getProperty);
    }

    @Bean(destroyMethod = "close")
    LargeValues largeValues(Installation installation) {
        return installation.largeValues();
    }

    @Bean
    KafkaAdmin.NewTopics allTopics(Installation installation) {
        return new KafkaAdmin.NewTopics(installation.topics().all().toArray(NewTopic[]::new));
    }

    @Bean
    ProducerConfigCustomizer durableAndBounded(Installation installation, AppendProperties append) {
        // Half of the time for room in the buffer and for metadata, half for the acknowledgement, with one retry in it.
        int half = Math.toIntExact(append.timeout().toMillis() / 2);
        return (configuration, _, _) -> {
            configuration.putAll(installation.wireFormat().producer());
            configuration.putAll(LosslessProducer.SETTINGS);
            configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, half);
            configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, half / 2);
            configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, half);
        };
    }

    // The default listener writes keys and values of failed records into the log; whoever appended reports the failure.
    @Bean
    ProducerListener<Object, Object> quietProducerListener() {
        return new ProducerListener<>() {};
    }

    @Bean
    ResourceViews resourceViews(Installation installation, KafkaProperties kafka, SecretProperties secrets) {
        return new ResourceViews(
                installation.topics(), installation.wireFormat(), kafka.buildConsumerProperties(), secrets.cipher());
    }

    @Bean
    ViewsHealth viewsHealthIndicator(ResourceViews views) {
        return new ViewsHealth(views);
    }

    @Bean
    Appender appender(StreamBridge bridge, LargeValues values) {
        return new Appender(bridge, values);
    }

    @Bean
    EventPublisher eventPublisher(Appender appender, ResourceViews views, Installation installation) {
        return new EventPublisher(appender, views, installation.topics().partitions());
    }

    @Bean(destroyMethod = "close")
    ExecutorService refusalThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("refusals-", 0).factory());
    }

    @Bean
    RefusalPublisher refusalPublisher(
            Appender appender,
            ResourceViews views,
            Installation installation,
            @Qualifier("refusalThreads") ExecutorService threads) {
        return new RefusalPublisher(appender, views, installation.topics().partitions(), threads);
    }
}
