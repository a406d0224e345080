package io.millrace.executor.asyncapi;

import io.millrace.executor.authentication.Authentication;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/** How a Kafka client keeps what it says to itself, and says who it is: SASL PLAIN (RFC 4616). */
final class KafkaSecurity {
    private KafkaSecurity() {}

    /**
     * The part of a client's configuration.
     *
     * @throws io.millrace.executor.step.RefusedException when the step says who it is in a way that Kafka does not take
     */
    static Map<String, Object> config(Channel channel) {
        return channel.login()
                .map(basic -> Map.<String, Object>of(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                        channel.secure() ? "SASL_SSL" : "SASL_PLAINTEXT",
                        SaslConfigs.SASL_MECHANISM,
                        "PLAIN",
                        SaslConfigs.SASL_JAAS_CONFIG,
                        login(basic)))
                .orElseGet(() ->
                        Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, channel.secure() ? "SSL" : "PLAINTEXT"));
    }

    // A Password, because the client writes its configuration to the log and leaves the values of these out.
    private static Password login(Authentication.Basic basic) {
        return new Password(PlainLoginModule.class.getName() + " required username=" + quoted(basic.username())
                + " password=" + quoted(basic.password()) + ";");
    }

    private static String quoted(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw AsyncDocument.refused(
                    "User and password of basic must not have control characters in them, for a server of Kafka");
        }
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
