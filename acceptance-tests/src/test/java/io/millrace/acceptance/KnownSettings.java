package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Which settings a service knows, found in its code and in the libraries that it stands on, never in a list. */
final class KnownSettings {
    private KnownSettings() {}

    /**
     * The settings of one service as environment variables.
     *
     * @param service the last part of its package, for example trigger
     */
    static Set<String> environmentNames(String service) {
        Set<String> names = new TreeSet<>();
        Installation.from(key -> {
            names.add(key);
            return null;
        });
        ownSettings("io.millrace." + service, names::add);
        librarySettings(names::add);
        return names.stream().map(KnownSettings::environmentName).collect(Collectors.toSet());
    }

    private static String environmentName(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void ownSettings(String room, Consumer<String> names) {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        scanner.findCandidateComponents(room).forEach(found -> {
            try {
                Class<?> settings = Class.forName(found.getBeanClassName());
                ConfigurationProperties annotation =
                        Objects.requireNonNull(settings.getAnnotation(ConfigurationProperties.class));
                components(annotation.value(), settings, names);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void components(String prefix, Class<?> settings, Consumer<String> names) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                components(name, component.getType(), names);
            } else {
                names.accept(name);
            }
        }
    }

    private static void librarySettings(Consumer<String> names) {
        ObjectMapper json = new ObjectMapper();
        try {
            for (URL metadata : Collections.list(
                    KnownSettings.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream stream = metadata.openStream()) {
                    for (JsonNode property : json.readTree(stream).path("properties")) {
                        names.accept(property.path("name").asText());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
