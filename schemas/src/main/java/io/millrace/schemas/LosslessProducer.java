package io.millrace.schemas;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What every producer of Millrace is set to, so that an acknowledged record stays and a sent one arrives. */
public final class LosslessProducer {
    /**
     * Settings that win over whatever a cluster's configuration says about producers.
     *
     * <p>One request is under way at a time. With more, the first one to a partition may be refused because its leader is
     * new while the second one is taken; the first one is then refused for its sequence number until its time is up and
     * its records are lost (KAFKA-14359, KAFKA-15591). What comes meanwhile goes with the next request, so requests grow
     * with the load.
     */
    public static final Map<String, Object> SETTINGS = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Topics.LARGEST_RECORD);

    private LosslessProducer() {}
}
