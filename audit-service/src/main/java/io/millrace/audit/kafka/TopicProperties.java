package io.millrace.audit.kafka;

import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topics of this installation and how their values are written.
 *
 * @param topicPrefix what every topic's name begins with
 * @param partitions partitions of the topics that grow with the load
 * @param replicationFactor copies of every partition
 * @param instance name of this instance, the same after a restart; the host's name when it is not set
 * @param schemaRegistry where schemas are kept
 */
@ConfigurationProperties("millrace")
public record TopicProperties(
        @DefaultValue("millrace.") String topicPrefix,
        @DefaultValue("8") int partitions,
        @DefaultValue("1") short replicationFactor,
        @Nullable String instance,
        @DefaultValue Registry schemaRegistry) {

    /** Checks the values. */
    public TopicProperties {
        new Topics(topicPrefix, partitions, replicationFactor);
        if (instance != null && !instance.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("millrace.instance is '" + instance
                    + "' but must consist of 1 to 200 letters, digits, '.', '_' and '-'");
        }
    }

    /**
     * Settings below millrace.schema-registry.
     *
     * @param url builtin: or an http(s) address
     * @param userInfo name:password
     * @param autoRegister whether unknown schemas are registered
     * @param serializer class name of the value serializer
     * @param deserializer class name of the value deserializer
     */
    public record Registry(
            @Nullable String url,
            @Nullable String userInfo,
            @Nullable Boolean autoRegister,
            @Nullable String serializer,
            @Nullable String deserializer) {
        @Override
        public String toString() {
            return "Registry[url=" + url + "]";
        }
    }

    /** The topics. */
    public Topics topics() {
        return new Topics(topicPrefix, partitions, replicationFactor);
    }

    /** The wire format. */
    public WireFormat wireFormat() {
        return WireFormat.of(
                schemaRegistry.url(),
                schemaRegistry.userInfo(),
                schemaRegistry.autoRegister(),
                schemaRegistry.serializer(),
                schemaRegistry.deserializer());
    }
}
