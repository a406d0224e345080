package io.millrace.gateway.http.doors;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** The doors to services in other processes, unless somebody provides doors to services in this one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DoorProperties.class)
class DoorWiring {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    @Bean
    @Fallback
    InnerDoors remoteDoors(DoorProperties properties, ReactorResourceFactory resources) {
        WebClient client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(
                        resources, http -> http.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())))
                .build();
        return new InnerDoors(
                new RemoteDoor("audit service", client, properties.auditUrl(), properties.innerTimeout()),
                new RemoteDoor("trigger service", client, properties.triggerUrl(), properties.innerTimeout()));
    }
}
