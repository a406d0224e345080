package io.millrace.standalone.hosting;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.context.reactive.AnnotationConfigReactiveWebApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.server.reactive.HttpHandler;

/** A service that runs in a Spring context of its own inside this JVM. */
final class RunningService implements AutoCloseable {
    private static final String READINESS = "readiness";

    private final Service service;
    private final ConfigurableApplicationContext context;

    private RunningService(Service service, ConfigurableApplicationContext context) {
        this.service = service;
        this.context = context;
    }

    /**
     * Starts a service and returns when its context is up.
     *
     * @param decided settings that nothing overrides
     * @param wiring what else goes into the context before it is built
     * @param broken told, at most a few times, why the service says that it cannot go on
     */
    static RunningService start(
            Service service,
            Map<String, Object> decided,
            ApplicationContextInitializer<ConfigurableApplicationContext> wiring,
            Consumer<String> broken) {
        Map<String, Object> first = new HashMap<>(decided);
        first.put("spring.application.name", service.name());
        first.put("spring.main.banner-mode", "off");
        first.put("spring.jmx.enabled", "false");
        first.put(
                ForeignTechnologies.OWN,
                service.own().stream().map(Technology::name).collect(Collectors.joining(",")));
        SpringApplicationBuilder builder = new SpringApplicationBuilder(service.application())
                .properties(service.defaults())
                .web(WebApplicationType.REACTIVE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("standalone", first)))
                .initializers(context -> context.addApplicationListener(event -> {
                    if (event instanceof AvailabilityChangeEvent<?> change
                            && change.getState() == LivenessState.BROKEN) {
                        broken.accept(String.valueOf(change.getSource()));
                    }
                }))
                .initializers(wiring);
        if (!service.own().contains(Technology.WEB_SERVER)) {
            builder.contextFactory(type -> new AnnotationConfigReactiveWebApplicationContext());
        }
        return new RunningService(service, builder.run());
    }

    /** Name of the service. */
    String name() {
        return service.name();
    }

    /** What answers the service's HTTP requests, without a port. */
    HttpHandler http() {
        return context.getBean(HttpHandler.class);
    }

    /** The web port; only for the service that has one. */
    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Whether the service says that it can do its work now. */
    boolean isReady() {
        HealthDescriptor health = context.getBean(HealthEndpoint.class).healthForPath(READINESS);
        return health == null || Status.UP.equals(health.getStatus());
    }

    /** Lets the service finish what it has begun and stops it. */
    @Override
    public void close() {
        context.close();
    }
}
