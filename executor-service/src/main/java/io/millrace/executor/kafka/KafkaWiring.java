package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.DispatchLoop;
import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.records.RunInput;
import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.schemas.Installation;
import io.millrace.schemas.TopicView;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;

/** Connects the dispatcher with the topics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConsumptionProperties.class, SecretProperties.class})
public class KafkaWiring {
    KafkaWiring() {}

    @Bean
    Installation installation(Environment environment) {
        return Installation.from(environment::getProperty);
    }

    @Bean
    KafkaAdmin.NewTopics allTopics(Installation installation) {
        return new KafkaAdmin.NewTopics(installation.topics().all().toArray(NewTopic[]::new));
    }

    @Bean
    KafkaClients kafkaClients(KafkaProperties kafka, Installation installation) {
        return new KafkaClients(kafka, installation);
    }

    @Bean
    TenantDirectory tenantDirectory() {
        return new TenantDirectory();
    }

    @Bean
    SecretDirectory secretDirectory(SecretProperties properties) {
        return new SecretDirectory(properties.cipher());
    }

    @Bean
    ResultPublisher resultPublisher(KafkaClients clients, Installation installation, DispatchLoop loop) {
        return new ResultPublisher(
                clients.results(), serializer(installation.wireFormat()), installation.topics(), loop);
    }

    @Bean
    Consumption executorHealthIndicator(
            KafkaClients clients,
            Installation installation,
            ConsumptionProperties properties,
            TenantDirectory directory,
            SecretDirectory secretDirectory,
            ResultPublisher results,
            Dispatcher<TopicPartition> dispatcher) {
        Topics topics = installation.topics();
        WireFormat format = installation.wireFormat();
        TopicView<Tenant> tenants =
                new TopicView<>(topics.tenants(), clients.view("tenants"), deserializer(format), directory);
        TopicView<Secret> secrets =
                new TopicView<>(topics.secrets(), clients.view("secrets"), deserializer(format), secretDirectory);
        BooleanSupplier prepared = () -> tenants.caughtUp() && secrets.caughtUp();
        CommandReader reader = new CommandReader(deserializer(format), topics);
        CommandListener listener = switch (properties.consumption()) {
            case CLASSIC ->
                new ClassicCommandListener(
                        topics.stepCommands(), clients::member, reader, results, dispatcher, prepared, properties);
            case SHARE ->
                new ShareCommandListener(
                        topics.stepCommands(), clients::sharer, reader, results, dispatcher, prepared, properties);
        };
        CancellationReader cancellations = new CancellationReader(
                topics.stepCancellations(),
                topics.partitions(),
                clients::cancellations,
                deserializer(format),
                dispatcher);
        return new Consumption(tenants, secrets, cancellations, listener);
    }

    @SuppressWarnings("unchecked") // Kafka creates serializers by name and knows no type parameters
    private static Serializer<RunInput> serializer(WireFormat format) {
        Serializer<RunInput> serializer = created(format.serializer(), Serializer.class);
        serializer.configure(format.registryKeys(), false);
        return serializer;
    }

    @SuppressWarnings("unchecked") // Kafka creates deserializers by name and knows no type parameters
    private static <T> Deserializer<T> deserializer(WireFormat format) {
        Deserializer<T> deserializer = created(format.deserializer(), Deserializer.class);
        deserializer.configure(format.registryKeys(), false);
        return deserializer;
    }

    private static <T> T created(String name, Class<T> type) {
        try {
            return Utils.newInstance(name, type);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name + " is not on the class path", e);
        }
    }
}
