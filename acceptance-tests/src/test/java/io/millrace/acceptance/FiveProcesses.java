package io.millrace.acceptance;

import io.millrace.schemas.TestBroker;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The five services as processes of their own, with one broker. */
final class FiveProcesses implements Installation {
    private static final String KEY = "mk_acceptance0001_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH";
    private static final List<String> SERVICES =
            List.of("audit-service", "trigger-service", "executor-service", "workflow-service", "gateway-service");

    private final TestBroker broker = TestBroker.start();
    private final Path directory;
    private final Map<String, Integer> ports = new HashMap<>();
    private final List<ServerProcess> processes = new ArrayList<>();

    FiveProcesses(Path directory) {
        this.directory = directory;
        SERVICES.forEach(service -> ports.put(service, ServerProcess.freePort()));
        SERVICES.forEach(service -> processes.add(ServerProcess.start(
                service, List.of(), environment(service), ports.getOrDefault(service, 0), directory)));
        processes.forEach(ServerProcess::awaitReady);
    }

    /** The broker between the processes. */
    TestBroker broker() {
        return broker;
    }

    @Override
    public URI url() {
        return local("gateway-service");
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public Path lake() {
        return directory;
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
        broker.close();
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("SERVER_PORT", Integer.toString(ports.getOrDefault(service, 0)));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MILLRACE_INSTANCE", service + "-1");
        environment.put("MILLRACE_INTERNAL_SECRET", "acceptance-tests-share-this-secret-only");
        environment.put("MILLRACE_SECRETS_MASTER_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        environment.put("MILLRACE_SECRETS_MASTER_KEY_ID", "acceptance");
        environment.put("MILLRACE_DATA_DIRECTORY", directory.resolve(service).toString());
        environment.put(
                "MILLRACE_ENGINE_STATE_DIRECTORY", directory.resolve("state").toString());
        environment.put("MILLRACE_BLOBS_DIRECTORY", directory.resolve("blobs").toString());
        environment.put("MILLRACE_GATEWAY_BOOTSTRAP_KEY", KEY);
        environment.put("MILLRACE_GATEWAY_DEFAULT_TENANT", "true");
        environment.put("MILLRACE_GATEWAY_AUDIT_URL", local("audit-service").toString());
        environment.put("MILLRACE_GATEWAY_TRIGGER_URL", local("trigger-service").toString());
        environment.put("MILLRACE_AUDIT_LAKE_FLUSH", "2s");
        return environment;
    }

    private URI local(String service) {
        return URI.create("http://127.0.0.1:" + ports.getOrDefault(service, 0));
    }
}
