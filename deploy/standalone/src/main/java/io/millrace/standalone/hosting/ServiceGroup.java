package io.millrace.standalone.hosting;

import io.millrace.gateway.http.doors.InnerDoor;
import io.millrace.gateway.http.doors.InnerDoors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;

/** The services of one standalone: started all at once, ready together, stopped in order. */
public final class ServiceGroup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final Duration GIVE_UP_WITHIN = Duration.ofSeconds(10);
    private static final String HEALTH_BEAN = "siblingsHealthIndicator";
    private static final String READINESS_GROUP = "management.endpoint.health.group.readiness.include";

    private final Map<String, Object> settings;
    private final Map<String, RunningService> running = new ConcurrentHashMap<>();
    private volatile List<Service> members = List.of();

    /**
     * A group that does not run yet.
     *
     * @param settings of all services; nothing overrides them
     */
    public ServiceGroup(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * Starts services and returns when all of them are ready.
     *
     * @param all in the order in which they are to be stopped
     * @throws StandaloneException when one does not start; others may run then
     */
    public void start(List<Service> all, Progress progress, Consumer<String> broken) throws InterruptedException {
        members = List.copyOf(all);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory());
        try {
            CompletionService<Boolean> starting = new ExecutorCompletionService<>(threads);
            List<Future<Boolean>> started = new ArrayList<>();
            for (Service service : members) {
                started.add(starting.submit(() -> start(service, progress, broken), true));
            }
            for (int i = 0; i < started.size(); i++) {
                starting.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StandaloneException known
                    ? known
                    : new StandaloneException(String.valueOf(e.getCause()), e);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(GIVE_UP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
        awaitReadiness();
    }

    /** Stops the services, the first of the list first. */
    @Override
    public void close() {
        for (Service member : members) {
            RunningService service = running.remove(member.name());
            if (service != null) {
                close(service);
            }
        }
    }

    private void start(Service service, Progress progress, Consumer<String> broken) {
        long began = System.nanoTime();
        try {
            RunningService started = RunningService.start(
                    service,
                    settingsOf(service),
                    context -> wire(service, context),
                    reason -> broken.accept("The service " + service.name() + " gave up: " + reason));
            running.put(service.name(), started);
            progress.started(service.name(), "", began);
        } catch (RuntimeException e) {
            throw new StandaloneException("The service " + service.name() + " did not start: " + rootOf(e), e);
        }
    }

    /** One service that does not stop does not keep the others from it. */
    private static void close(RunningService service) {
        long began = System.nanoTime();
        try {
            service.close();
            LOG.info("Stopped: service={} millis={}", service.name(), (System.nanoTime() - began) / 1_000_000);
        } catch (RuntimeException e) {
            LOG.error("Stopping failed: service={}", service.name(), e);
        }
    }

    private Map<String, Object> settingsOf(Service service) {
        Map<String, Object> own = new HashMap<>(settings);
        if (service.own().contains(Technology.WEB_SERVER)) {
            Object group = service.defaults().getOrDefault(READINESS_GROUP, "readinessState");
            own.put(READINESS_GROUP, group + ",siblings");
        }
        return own;
    }

    private void wire(Service service, ConfigurableApplicationContext context) {
        if (service.own().contains(Technology.WEB_SERVER)) {
            HealthIndicator siblings = () -> {
                List<String> late = late(service);
                return late.isEmpty()
                        ? Health.up().build()
                        : Health.outOfService().withDetail("waiting for", late).build();
            };
            context.getBeanFactory().registerSingleton(HEALTH_BEAN, siblings);
            InnerDoors doors = new InnerDoors(doorTo(Services.AUDIT), doorTo(Services.TRIGGER));
            context.getBeanFactory().registerSingleton("innerDoors", doors);
        }
    }

    private InnerDoor doorTo(String name) {
        return new DoorInside(() -> {
            RunningService service = running.get(name);
            return service == null ? null : service.http();
        });
    }

    /** Names of the services, other than the one that asks, that are not ready. */
    private List<String> late(Service asking) {
        List<String> late = new ArrayList<>();
        for (Service member : members) {
            RunningService service = running.get(member.name());
            if (!member.equals(asking) && (service == null || !service.isReady())) {
                late.add(member.name());
            }
        }
        return late;
    }

    private void awaitReadiness() throws InterruptedException {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        for (Service member : members) {
            RunningService service = running.get(member.name());
            while (service != null && !service.isReady()) {
                if (System.nanoTime() > end) {
                    throw new StandaloneException("The service " + member.name() + " started but was not ready after "
                            + READY_WITHIN.toSeconds() + " s. The log file says more.");
                }
                Thread.sleep(LOOK_AGAIN_AFTER);
            }
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
