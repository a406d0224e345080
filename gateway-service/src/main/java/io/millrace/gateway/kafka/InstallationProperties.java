package io.millrace.gateway.kafka;

import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which installation this gateway belongs to: the settings that all services share.
 *
 * @param topicPrefix what the name of every topic begins with
 * @param partitions number of partitions of the topics that grow with the load
 * @param replicationFactor copies of every partition
 * @param instance name of this process, null for the host's name
 * @param schemaRegistry how values are written and read
 */
@ConfigurationProperties("millrace")
record InstallationProperties(
        @DefaultValue("millrace.") String topicPrefix,
        @DefaultValue("8") int partitions,
        @DefaultValue("1") short replicationFactor,
        @Nullable String instance,
        @DefaultValue Registry schemaRegistry) {
    record Registry(
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

    String instanceName() {
        if (instance != null) {
            return instance;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A host without a name is still one process; the random part of the reply address tells it apart.
            return "gateway";
        }
    }
}
