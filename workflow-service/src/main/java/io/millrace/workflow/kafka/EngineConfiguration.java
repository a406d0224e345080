package io.millrace.workflow.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.records.CheckDefinition;
import io.millrace.records.CompareRun;
import io.millrace.schemas.Installation;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.workflow.expression.DeepStack;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Program;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** Puts the engine together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EngineProperties.class)
class EngineConfiguration {
    private static final System.Logger LOG = System.getLogger(EngineConfiguration.class.getName());
    private static final SecureRandom SECURE = new SecureRandom();
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    /** Bytes of one partition in one request; with 16 KiB, the default, a commit took 50 requests. */
    private static final int LARGEST_BATCH = 256 * 1024;
    /** Questions read at once: each may take long, and an instance that does not come back for more loses its turn. */
    private static final int MOST_QUESTIONS = 20;
    /** Of topics in which little happens: news are answered at once all the same, and asking seldom costs less. */
    private static final int LONGEST_FETCH_MILLIS = 2_000;

    @Bean
    Installation installation(Environment environment) {
        return Installation.from(environment::getProperty);
    }

    @Bean
    KafkaAdmin.NewTopics topics(Installation installation) {
        return new KafkaAdmin.NewTopics(installation.topics().all().toArray(NewTopic[]::new));
    }

    @Bean(destroyMethod = "close")
    EarlyOutputs earlyOutputs(KafkaProperties kafka) {
        return new EarlyOutputs(producer(kafka));
    }

    @Bean(destroyMethod = "close")
    LargeValues largeValues(Installation installation) {
        return new LargeValues(new PatientBlobStore(installation.blobs().open(), DELIVERY), installation.limits());
    }

    @Bean
    EngineParts engineParts(
            Installation installation,
            EngineProperties properties,
            EarlyOutputs early,
            Compiler compiler,
            DeepStack deepStack,
            LargeValues values,
            MeterRegistry meters) {
        LargeJson json = new LargeJson(values, properties.largeValueCache().toBytes());
        Topics topics = installation.topics();
        var format = installation.wireFormat();
        return new EngineParts(
                topics,
                properties,
                format.newDeserializer(),
                format.newDeserializer(),
                format.newSerializer(),
                format.newDeserializer(),
                new Definitions(format.newDeserializer(), loader(compiler)),
                new DefinitionWants(format.newDeserializer(), loader(compiler)),
                new Lookups(new Expressions(deepStack)),
                new Tenancy(format.newDeserializer(), topics.partitions()),
                new Dispatch(topics, format.newSerializer(), values, early, EngineConfiguration::seed),
                new RouterMetrics(meters),
                new ScheduleChanges(),
                json,
                new StateForm(json),
                new LimitWarnings(values.limits(), meters));
    }

    @Bean
    StreamsBuilderFactoryBean engine(
            Installation installation,
            EngineProperties properties,
            KafkaProperties kafka,
            EarlyOutputs early,
            EngineParts parts) {
        StreamsBuilderFactoryBean engine =
                new StreamsBuilderFactoryBean(new KafkaStreamsConfiguration(streams(installation, properties, kafka)));
        engine.setClientSupplier(new EarlyOutputClients(early));
        engine.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
            @Override
            public void configureTopology(Topology topology) {
                EngineTopology.build(topology, parts);
            }
        });
        engine.setStreamsUncaughtExceptionHandler(failure -> {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A stream thread failed; another one takes over from the last commit",
                    failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        engine.setLeaveGroupOnClose(false);
        return engine;
    }

    @Bean
    EngineHealth engineHealthIndicator(StreamsBuilderFactoryBean engine) {
        return new EngineHealth(engine);
    }

    @Bean(destroyMethod = "close")
    Producer<byte[], byte[]> answers(KafkaProperties kafka) {
        return producer(kafka);
    }

    @Bean
    ReplyPublisher replies(Installation installation, Producer<byte[], byte[]> answers) {
        return new ReplyPublisher(
                installation.topics(), installation.wireFormat().newSerializer(), answers);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> definitionChecks(
            Installation installation,
            KafkaProperties kafka,
            Producer<byte[], byte[]> answers,
            ReplyPublisher replies,
            Compiler compiler) {
        ContainerProperties container =
                new ContainerProperties(installation.topics().definitionChecks());
        container.setGroupId(installation.topics().prefix() + "workflow-checks");
        container.setMessageListener(new DefinitionCheckListener(
                installation.wireFormat().<CheckDefinition>newDeserializer(), replies, compiler));
        return listener("definition-checks", container, kafka, answers);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> whatIfs(
            Installation installation,
            EngineParts parts,
            KafkaProperties kafka,
            Producer<byte[], byte[]> answers,
            ReplyPublisher replies,
            Compiler compiler) {
        ContainerProperties container =
                new ContainerProperties(installation.topics().whatIfs());
        container.setGroupId(installation.topics().prefix() + "workflow-what-ifs");
        container.setMessageListener(new CompareRunListener(
                installation.wireFormat().<CompareRun>newDeserializer(), replies, compiler, parts.form()));
        return listener("what-ifs", container, kafka, answers);
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> listener(
            String name, ContainerProperties container, KafkaProperties kafka, Producer<byte[], byte[]> answers) {
        Map<String, Object> configuration = new HashMap<>(kafka.buildConsumerProperties());
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MILLIS);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_QUESTIONS);
        ConcurrentMessageListenerContainer<byte[], byte[]> listener = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<byte[], byte[]>(configuration), container);
        listener.setBeanName(name);
        listener.setCommonErrorHandler(new DeadLetterErrorHandler(answers));
        return listener;
    }

    private static Map<String, Object> streams(
            Installation installation, EngineProperties properties, KafkaProperties kafka) {
        Map<String, Object> streams = new HashMap<>(kafka.buildStreamsProperties());
        Topics topics = installation.topics();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.prefix() + "workflow");
        streams.put(StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory().toString());
        streams.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.threads());
        streams.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        streams.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                properties.commitInterval().toMillis());
        streams.put(
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                properties.cache().toBytes());
        streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topics.replicationFactor());
        streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                properties.sessionTimeout().toMillis());
        streams.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                (int) properties.sessionTimeout().toMillis() / 3);
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), installation.instance());
        streams.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), LONGEST_FETCH_MILLIS);
        streams.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // A producer that begins its next transaction at once would otherwise wait 100 ms for the last one
        // (KAFKA-20000).
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 20);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), LARGEST_BATCH);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.LARGEST_RECORD);
        // As in LosslessProducer; here the loss would be noticed, but only after two minutes in which nothing goes on.
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        streams.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                DELIVERY.multipliedBy(2).toMillis());
        return streams;
    }

    private static Producer<byte[], byte[]> producer(KafkaProperties kafka) {
        Map<String, Object> configuration = new HashMap<>(kafka.buildProducerProperties());
        configuration.putAll(LosslessProducer.SETTINGS);
        configuration.put(ProducerConfig.BATCH_SIZE_CONFIG, LARGEST_BATCH);
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis() / 2);
        configuration.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Function<String, Optional<Program>> loader(Compiler compiler) {
        return canonical -> compiler.load(canonical) instanceof Compilation.Compiled compiled
                ? Optional.of(compiled.program())
                : Optional.empty();
    }

    private static ByteBuffer seed() {
        byte[] seed = new byte[16];
        SECURE.nextBytes(seed);
        return ByteBuffer.wrap(seed);
    }
}
