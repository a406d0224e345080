package io.millrace.standalone.hosting;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps every service in the shape it has alone: in one JVM all services see all libraries, and Spring Boot would
 * configure, say, the audit service's database for the gateway too. Found by Spring Boot through
 * {@code META-INF/spring.factories}; does nothing in a context that does not name its own technologies.
 */
public final class ForeignTechnologies implements AutoConfigurationImportFilter, EnvironmentAware {
    /** Setting with the service's own technologies, comma-separated. */
    static final String OWN = "millrace.standalone.own-technologies";

    private @Nullable Set<Technology> own;

    /** For Spring Boot. */
    public ForeignTechnologies() {}

    @Override
    public void setEnvironment(Environment environment) {
        String names = environment.getProperty(OWN);
        own = names == null
                ? null
                : Stream.of(names.split(",", -1))
                        .filter(name -> !name.isEmpty())
                        .map(Technology::valueOf)
                        .collect(Collectors.toSet());
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurations.length];
        for (int i = 0; i < wanted.length; i++) {
            String name = autoConfigurations[i];
            wanted[i] = name != null && isWanted(name);
        }
        return wanted;
    }

    private boolean isWanted(String autoConfiguration) {
        Set<Technology> wanted = own;
        return wanted == null
                || Arrays.stream(Technology.values())
                        .filter(technology -> technology.covers(autoConfiguration))
                        .allMatch(wanted::contains);
    }
}
