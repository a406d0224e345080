package io.millrace.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * How values are written and read: which classes do it and which registry they ask. The classes are settings, so that
 * {@code io.confluent.kafka.serializers.KafkaAvroSerializer} can take the place of ours without a change of code.
 *
 * @param serializer class name of the value serializer
 * @param deserializer class name of the value deserializer
 * @param registry where schemas are kept
 */
public record WireFormat(String serializer, String deserializer, RegistrySettings registry) {
    private static final String SPECIFIC_READER = "specific.avro.reader";

    /**
     * The wire format with defaults for everything that is not set.
     *
     * @param url setting millrace.schema-registry.url, default builtin:
     * @param userInfo setting millrace.schema-registry.user-info, {@code name:password}
     * @param autoRegister setting millrace.schema-registry.auto-register, default true
     * @param serializer setting millrace.schema-registry.serializer, default {@link MillraceAvroSerializer}
     * @param deserializer setting millrace.schema-registry.deserializer, default {@link MillraceAvroDeserializer}
     * @throws IllegalArgumentException when the URL is neither builtin: nor http(s), or a class does not exist
     */
    public static WireFormat of(
            @Nullable String url,
            @Nullable String userInfo,
            @Nullable Boolean autoRegister,
            @Nullable String serializer,
            @Nullable String deserializer) {
        return new WireFormat(
                existing("serializer", serializer, MillraceAvroSerializer.class),
                existing("deserializer", deserializer, MillraceAvroDeserializer.class),
                new RegistrySettings(
                        url == null ? RegistrySettings.BUILTIN : url, autoRegister == null || autoRegister, userInfo));
    }

    /** Our own classes and the schemas that come with Millrace. */
    public static WireFormat builtin() {
        return of(null, null, null, null, null);
    }

    /** Key and value serializer with their settings, for a producer. */
    public Map<String, Object> producer() {
        Map<String, Object> configuration = registryKeys();
        configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, serializer);
        return configuration;
    }

    /** Key and value deserializer with their settings, for a consumer. */
    public Map<String, Object> consumer() {
        Map<String, Object> configuration = registryKeys();
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, deserializer);
        return configuration;
    }

    /** The settings that a serializer or deserializer takes in {@code configure}. */
    public Map<String, Object> registryKeys() {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(RegistrySettings.URL, registry.url());
        configuration.put(RegistrySettings.AUTO_REGISTER, registry.autoRegister());
        configuration.put(SPECIFIC_READER, true);
        if (registry.userInfo() != null) {
            configuration.put("basic.auth.credentials.source", "USER_INFO");
            configuration.put(RegistrySettings.USER_INFO, registry.userInfo());
        }
        return configuration;
    }

    /** A serializer, ready for use outside a producer. */
    public Serializer<SpecificRecord> newSerializer() {
        @SuppressWarnings("unchecked") // the class is a setting; Kafka's own clients trust it in the same way
        Serializer<SpecificRecord> instance = (Serializer<SpecificRecord>) instance(serializer);
        instance.configure(registryKeys(), false);
        return instance;
    }

    /**
     * A deserializer, ready for use outside a consumer.
     *
     * @param <T> the record that the topic carries
     */
    public <T extends SpecificRecord> Deserializer<T> newDeserializer() {
        @SuppressWarnings("unchecked") // the class is a setting; Kafka's own clients trust it in the same way
        Deserializer<T> instance = (Deserializer<T>) instance(deserializer);
        instance.configure(registryKeys(), false);
        return instance;
    }

    private static Object instance(String name) {
        try {
            return Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    name + " cannot be made: it needs a public constructor without arguments", e);
        }
    }

    private static String existing(String role, @Nullable String name, Class<?> fallback) {
        if (name == null) {
            return fallback.getName();
        }
        try {
            Class.forName(name, false, WireFormat.class.getClassLoader());
            return name;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "millrace.schema-registry." + role + " is '" + name
                            + "' but no such class is on the class path; for Confluent's classes build with the"
                            + " Maven profile confluent",
                    e);
        }
    }
}
