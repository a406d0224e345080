package io.millrace.gateway.egress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway reads what definitions refer to.
 *
 * @param linkTimeout how long everything that one definition refers to may take to arrive, 100 ms to 1 min
 */
@ConfigurationProperties("millrace.gateway")
record EgressProperties(@DefaultValue("10s") Duration linkTimeout) {
    EgressProperties {
        if (linkTimeout.toMillis() < 100 || linkTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "millrace.gateway.link-timeout is " + linkTimeout + " but must be between 100 ms and 1 min");
        }
    }
}
