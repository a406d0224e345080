package io.millrace.executor.kafka;

import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all services of one installation have in common.
 *
 * @param topicPrefix what every topic's name begins with
 * @param partitions of the topics that grow with the load, 1 to 65,535
 * @param replicationFactor copies of every partition, from 1
 * @param instance name of this process among those of its service, stable across restarts; default the host's name
 * @param schemaRegistry where schemas are kept and who writes values
 */
@ConfigurationProperties("millrace")
record InstallationProperties(
        @DefaultValue("millrace.") String topicPrefix,
        @DefaultValue("8") int partitions,
        @DefaultValue("1") short replicationFactor,
        @Nullable String instance,
        @DefaultValue SchemaRegistry schemaRegistry) {

    InstallationProperties {
        instance = instance == null ? hostName() : instance;
        if (!instance.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("millrace.instance is '" + instance
                    + "' but must consist of 1 to 200 letters, digits, '.', '_' and '-'");
        }
    }

    /**
     * Where schemas are kept.
     *
     * @param url {@code builtin:} or an http(s) address
     * @param userInfo {@code name:password}, or null
     * @param autoRegister whether unknown schemas are registered
     * @param serializer class that writes values, or null for Millrace's own
     * @param deserializer class that reads values, or null for Millrace's own
     */
    record SchemaRegistry(
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

    /** The name of this process among those of its service. */
    String name() {
        return Objects.requireNonNull(instance);
    }

    Topics topics() {
        return new Topics(topicPrefix, partitions, replicationFactor);
    }

    WireFormat wireFormat() {
        return WireFormat.of(
                schemaRegistry.url(),
                schemaRegistry.userInfo(),
                schemaRegistry.autoRegister(),
                schemaRegistry.serializer(),
                schemaRegistry.deserializer());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "millrace.instance is not set, and this host does not know its own name; set it", e);
        }
    }
}
