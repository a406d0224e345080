package io.millrace.audit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.audit.history.RunHistory;
import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.LakeExport;
import io.millrace.audit.intake.Progress;
import io.millrace.audit.kafka.AuditDecoder;
import io.millrace.audit.kafka.AuditReader;
import io.millrace.audit.kafka.DeadLetterPublisher;
import io.millrace.audit.kafka.ReaderConsumers;
import io.millrace.audit.kafka.ReadingPace;
import io.millrace.audit.kafka.TopicsOnce;
import io.millrace.audit.lake.Lake;
import io.millrace.audit.lake.LakeProperties;
import io.millrace.audit.lake.LakeSink;
import io.millrace.audit.store.Database;
import io.millrace.audit.store.RetentionSweep;
import io.millrace.audit.store.SqlHistorySink;
import io.millrace.audit.store.SqlRunHistory;
import io.millrace.audit.store.StoreProperties;
import io.millrace.records.AuditRecord;
import io.millrace.schemas.Installation;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.LargeValues;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;

/** Joins the log with the two places that keep it: the history in the SQL database and the lake. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StoreProperties.class, LakeProperties.class})
class AuditWiring {
    private static final String HISTORY = "history";
    private static final String LAKE = "lake";

    @Bean
    Installation installation(Environment environment) {
        return Installation.from(environment::getProperty);
    }

    @Bean
    Topics topics(Installation installation) {
        return installation.topics();
    }

    @Bean(destroyMethod = "close")
    LargeValues largeValues(Installation installation) {
        return installation.largeValues();
    }

    @Bean
    KafkaAdmin kafkaAdmin(KafkaProperties kafka) {
        KafkaAdmin admin = new KafkaAdmin(kafka.buildAdminProperties());
        // The readers make the topics when the broker answers, however late that is.
        admin.setAutoCreate(false);
        return admin;
    }

    @Bean
    TopicsOnce topicsOnce(KafkaAdmin admin) {
        return new TopicsOnce(admin);
    }

    @Bean
    KafkaAdmin.NewTopics newTopics(Topics topics) {
        return new KafkaAdmin.NewTopics(topics.all().toArray(NewTopic[]::new));
    }

    @Bean
    ReaderConsumers readerConsumers(KafkaProperties kafka, Installation installation) {
        return new ReaderConsumers(kafka.buildConsumerProperties(), installation);
    }

    @Bean
    DeadLetterPublisher deadLetterPublisher(KafkaProperties kafka) {
        return new DeadLetterPublisher(kafka.buildProducerProperties());
    }

    @Bean
    AuditDecoder auditDecoder(Installation installation) throws ReflectiveOperationException {
        Class<?> type = Class.forName(installation.wireFormat().deserializer());
        @SuppressWarnings("unchecked") // the class is chosen by setting and reads whatever the topic carries
        Deserializer<AuditRecord> deserializer =
                (Deserializer<AuditRecord>) type.getDeclaredConstructor().newInstance();
        deserializer.configure(installation.wireFormat().registryKeys(), false);
        return new AuditDecoder(installation.topics().audit(), deserializer);
    }

    @Bean
    Database database(StoreProperties properties) {
        return new Database(properties);
    }

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean
    Audience audience() {
        return new Audience();
    }

    @Bean
    Bells bells(Audience audience) {
        return new Bells(audience);
    }

    @Bean
    RunHistory runHistory(Database database, AuditDecoder decoder) {
        return new SqlRunHistory(database, decoder::decode);
    }

    @Bean
    AuditReader historyReader(
            Topics topics,
            Database database,
            Progress progress,
            Bells bells,
            Audience audience,
            AuditDecoder decoder,
            DeadLetterPublisher deadLetters,
            TopicsOnce topicsOnce,
            ReaderConsumers consumers) {
        return new AuditReader(
                HISTORY,
                topics.audit(),
                new SqlHistorySink(database, progress, bells),
                decoder,
                ReadingPace.PROMPT,
                audience,
                deadLetters,
                topicsOnce,
                () -> consumers.open(HISTORY, ReadingPace.PROMPT));
    }

    @Bean
    LakeSink lakeSink(StoreProperties store, LakeProperties properties, Topics topics) {
        return new LakeSink(
                () -> new Lake(
                        properties.directory(),
                        store.jdbcUrl(),
                        store.audit().jdbcUser(),
                        store.audit().jdbcPassword()),
                properties,
                topics.audit());
    }

    @Bean
    AuditReader lakeReader(
            Topics topics, LakeSink sink, AuditDecoder decoder, TopicsOnce topicsOnce, ReaderConsumers consumers) {
        return new AuditReader(
                LAKE,
                topics.audit(),
                sink,
                decoder,
                ReadingPace.RELAXED,
                new Audience(),
                null,
                topicsOnce,
                () -> consumers.open(LAKE, ReadingPace.RELAXED));
    }

    @Bean
    LakeExport lakeExport(AuditReader lakeReader, LakeSink sink) {
        return () -> lakeReader.catchUp().thenApply(done -> sink.state());
    }

    @Bean
    RetentionSweep retentionSweep(Database database, StoreProperties properties) {
        return new RetentionSweep(database, properties);
    }

    @Bean
    Housekeeping housekeeping(RetentionSweep sweep, Database database) {
        return new Housekeeping(sweep, database);
    }

    @Bean
    HealthIndicator history(AuditReader historyReader, Database database) {
        return new ReaderHealth(historyReader, database::migrated);
    }

    @Bean
    HealthIndicator lake(AuditReader lakeReader) {
        return new ReaderHealth(lakeReader, () -> true);
    }

    @Bean
    MeterBinder auditMeters(List<AuditReader> readers, LakeSink sink) {
        return registry -> {
            for (AuditReader reader : readers) {
                Gauge.builder("millrace.audit.lag", reader, AuditReader::lag)
                        .description("Audit records that the reader is behind")
                        .tag("reader", reader.name())
                        .register(registry);
                FunctionCounter.builder("millrace.audit.records", reader, AuditReader::taken)
                        .description("Audit records that the reader has taken")
                        .tag("reader", reader.name())
                        .register(registry);
            }
            FunctionCounter.builder("millrace.audit.lake.commits", sink, LakeSink::commits)
                    .description("Snapshots committed to the lake")
                    .register(registry);
        };
    }
}
