package io.millrace.gateway.kafka;

import io.millrace.gateway.bootstrap.Bootstrap;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.gateway.resource.ResourceTopic;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.ApiKey;
import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;
import io.millrace.schemas.Installation;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.LargeValues;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;

/** Wires the gateway to Kafka. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AppendProperties.class, KafkaProperties.class})
class KafkaWiring {
    /** Replies are answered at once all the same; asking seldom keeps an idle gateway idle. */
    private static final int LONGEST_FETCH_MILLIS = 2_000;

    @Bean
    Installation installation(Environment settings) {
        return Installation.from(settings::getProperty);
    }

    @Bean
    Topics topics(Installation installation) {
        return installation.topics();
    }

    @Bean(destroyMethod = "close")
    LargeValues largeValues(Installation installation) {
        return installation.largeValues();
    }

    @Bean(destroyMethod = "close")
    ExecutorService appends() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    @Bean(destroyMethod = "close")
    Producer<String, SpecificRecord> producer(
            KafkaProperties kafka, AppendProperties properties, Installation installation) {
        int timeout = (int) properties.appendTimeout().toMillis();
        Map<String, Object> configuration = new HashMap<>(kafka.buildProducerProperties());
        configuration.putAll(installation.wireFormat().producer());
        configuration.putAll(LosslessProducer.SETTINGS);
        configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "gateway-" + installation.instance());
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        configuration.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        configuration.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        configuration.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return new KafkaProducer<>(configuration);
    }

    @Bean
    RecordWriter recordWriter(
            Producer<String, SpecificRecord> producer,
            Topics topics,
            TenantDirectory tenants,
            LargeValues values,
            ExecutorService appends) {
        return new RecordWriter(producer, topics, tenants, values, appends);
    }

    @Bean
    ResourceViews resourceViews(
            KafkaProperties kafka,
            Installation installation,
            ResourceTable<Tenant> tenants,
            ResourceTable<ApiKey> keys,
            ResourceTable<Trigger> triggers,
            ResourceTable<Secret> secrets,
            WorkflowCatalog catalog) {
        Map<String, Object> consumer = new HashMap<>(kafka.buildConsumerProperties());
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        ResourceViews views = new ResourceViews(installation, consumer);
        views.add(ResourceTopic.TENANTS, tenants::apply);
        views.add(ResourceTopic.KEYS, keys::apply);
        views.add(ResourceTopic.TRIGGERS, triggers::apply);
        views.add(ResourceTopic.SECRETS, secrets::apply);
        views.add(ResourceTopic.DEFINITIONS, (key, definition, offset) -> catalog.apply(key, definition));
        return views;
    }

    @Bean
    KafkaResourceLog resourceLog(RecordWriter writer, ResourceViews views, Topics topics, AppendProperties properties) {
        return new KafkaResourceLog(writer, views, topics.prefix(), properties.viewTimeout());
    }

    @Bean
    ReplyReader replyReader(KafkaProperties kafka, Installation installation) {
        byte[] start = new byte[4];
        new SecureRandom().nextBytes(start);
        String gateway = installation.instance() + "-" + HexFormat.of().formatHex(start);
        int partition = Math.floorMod(installation.instance().hashCode(), Topics.REPLY_PARTITIONS);
        Map<String, Object> consumer = new HashMap<>(kafka.buildConsumerProperties());
        consumer.putAll(installation.wireFormat().consumer());
        consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MILLIS);
        return new ReplyReader(new TopicPartition(installation.topics().replies(), partition), gateway, consumer);
    }

    @Bean
    KafkaDefinitionChecks definitionChecks(
            RecordWriter writer, ReplyReader replies, Topics topics, AppendProperties properties) {
        return new KafkaDefinitionChecks(writer, replies, topics.definitionChecks(), properties.checkTimeout());
    }

    @Bean
    KafkaRunComparisons runComparisons(
            RecordWriter writer, ReplyReader replies, Topics topics, Installation installation) {
        return new KafkaRunComparisons(
                writer, replies, topics, installation.wireFormat().newDeserializer());
    }

    @Bean
    KafkaSchedulePreviews schedulePreviews(
            RecordWriter writer, ReplyReader replies, TenantDirectory tenants, AppendProperties properties) {
        return new KafkaSchedulePreviews(writer, replies, tenants, properties.checkTimeout());
    }

    @Bean
    KafkaAdmin kafkaAdmin(KafkaProperties kafka) {
        KafkaAdmin admin = new KafkaAdmin(kafka.buildAdminProperties());
        admin.setAutoCreate(false);
        return admin;
    }

    @Bean(destroyMethod = "close")
    Admin broker(KafkaProperties kafka) {
        return Admin.create(kafka.buildAdminProperties());
    }

    @Bean
    GatewayStart gatewayStart(
            KafkaAdmin admin,
            Topics topics,
            ResourceViews views,
            ReplyReader replies,
            Bootstrap bootstrap,
            InstantSource clock) {
        return new GatewayStart(admin, topics, views, replies, bootstrap, clock);
    }

    @Bean
    GatewayHealthIndicator gatewayHealthIndicator(GatewayStart start, Admin broker) {
        return new GatewayHealthIndicator(start, broker);
    }
}
