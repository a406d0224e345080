package io.millrace.trigger.kafka;

import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the topics, the same for every service of an installation.
 *
 * @param topicPrefix what every topic name begins with
 * @param partitions number of partitions of topics that grow with the load
 * @param replicationFactor copies of every partition
 * @param schemaRegistry where schemas are kept, and which classes write and read values
 */
@ConfigurationProperties("millrace")
public record TopicProperties(
        @DefaultValue("millrace.") String topicPrefix,
        @DefaultValue("8") int partitions,
        @DefaultValue("1") short replicationFactor,
        @DefaultValue SchemaRegistry schemaRegistry) {
    /**
     * Settings of the schema registry; {@link WireFormat} has the defaults.
     *
     * @param url {@code builtin:} or an http(s) address
     * @param userInfo {@code name:password}
     * @param autoRegister whether an unknown schema is registered
     * @param serializer class name
     * @param deserializer class name
     */
    public record SchemaRegistry(
            @Nullable String url,
            @Nullable String userInfo,
            @Nullable Boolean autoRegister,
            @Nullable String serializer,
            @Nullable String deserializer) {
        @Override
        public String toString() {
            return "SchemaRegistry[url=" + url + "]";
        }
    }

    /** Checks what topics and wire format ask for. */
    public TopicProperties {
        new Topics(topicPrefix, partitions, replicationFactor);
        wireFormat(schemaRegistry);
    }

    Topics topics() {
        return new Topics(topicPrefix, partitions, replicationFactor);
    }

    WireFormat wireFormat() {
        return wireFormat(schemaRegistry);
    }

    private static WireFormat wireFormat(SchemaRegistry settings) {
        return WireFormat.of(
                settings.url(),
                settings.userInfo(),
                settings.autoRegister(),
                settings.serializer(),
                settings.deserializer());
    }
}
