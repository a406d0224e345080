package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.millrace.schemas.Installation;
import io.millrace.schemas.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What {@code deploy/kubernetes/base} promises, checked against the services themselves. */
class DeploymentManifestsTest {
    private static final Set<String> SERVICES = Set.of("gateway", "workflow", "executor", "trigger", "audit");

    static Stream<String> services() {
        return SERVICES.stream().sorted();
    }

    @Test
    void shouldRunEveryServiceAndKnowEveryField() {
        // When
        List<HasMetadata> objects = Manifests.objects();

        // Then
        assertThat(objects).isNotEmpty();
        assertThat(Manifests.pods().keySet()).isEqualTo(SERVICES);
        assertThat(names(Deployment.class)).containsExactlyInAnyOrder("gateway", "executor", "trigger", "audit");
        assertThat(names(StatefulSet.class)).containsExactly("workflow");
        assertThat(names(Service.class)).containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(names(PodDisruptionBudget.class)).containsExactlyInAnyOrderElementsOf(SERVICES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {port: 1}}",
                "{apiVersion: v1, kind: Service, metadata: {nam: a}}",
                "{apiVersion: v2, kind: Service, metadata: {name: a}}"
            })
    void shouldNoticeAMisspelling(String yaml) {
        assertThatThrownBy(() -> Manifests.objects(yaml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldListEveryFileInTheKustomization() {
        // When
        JsonNode kustomization = Manifests.kustomization();

        // Then
        assertThat(texts(kustomization.path("resources"), ""))
                .containsExactlyInAnyOrderElementsOf(Manifests.files().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertThat(texts(kustomization.path("images"), "name"))
                .containsExactlyInAnyOrderElementsOf(
                        SERVICES.stream().map(service -> "millrace/" + service).toList());
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldListenWhereTheServiceDoes(String name) throws ReflectiveOperationException {
        // Given
        int port = Integer.parseInt(required(defaults(name), "server.port").toString());

        // When
        Container container = container(name);

        // Then
        assertThat(container.getPorts()).singleElement().satisfies(opened -> {
            assertThat(opened.getName()).isEqualTo("http");
            assertThat(opened.getContainerPort()).isEqualTo(port);
        });
        assertThat(service(name).getSpec().getPorts()).singleElement().satisfies(opened -> {
            assertThat(opened.getPort()).isEqualTo(port);
            assertThat(opened.getTargetPort()).isEqualTo(new IntOrString("http"));
        });
        assertThat(service(name).getSpec().getSelector())
                .isEqualTo(required(Manifests.pods(), name).getMetadata().getLabels());
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldBeAskedForItsHealthWhereTheServiceTellsIt(String name) throws ReflectiveOperationException {
        // When
        Container container = container(name);

        // Then
        assertProbe(container.getStartupProbe(), "/actuator/health/liveness");
        assertProbe(container.getLivenessProbe(), "/actuator/health/liveness");
        assertProbe(container.getReadinessProbe(), "/actuator/health/readiness");
        assertThat(defaults(name))
                .hasEntrySatisfying(
                        "management.endpoint.health.probes.enabled",
                        enabled -> assertThat(enabled.toString()).isEqualTo("true"))
                .hasEntrySatisfying(
                        "management.endpoints.web.exposure.include",
                        exposed -> assertThat(exposed.toString().split(",", -1)).contains("health", "prometheus"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldSetOnlyWhatTheServiceKnows(String name) {
        // Given
        Set<String> known = KnownSettings.environmentNames(name);

        // When
        List<String> own =
                container(name).getEnv().stream().map(EnvVar::getName).toList();

        // Then
        assertThat(own).doesNotHaveDuplicates();
        assertThat(Stream.concat(own.stream(), settings().keySet().stream()).filter(set -> !known.contains(set)))
                .as("variables that the service would ignore")
                .isEmpty();
        assertThat(container(name).getEnvFrom())
                .singleElement()
                .satisfies(
                        source -> assertThat(source.getConfigMapRef().getName()).isEqualTo("millrace"));
        assertThat(pod(name).getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldTakeSecretsOnlyFromTheSecret(String name) {
        // When
        List<EnvVar> secret = container(name).getEnv().stream()
                .filter(variable -> variable.getName().matches(".*(SECRET|PASSWORD|_KEY|JDBC_U).*"))
                .toList();

        // Then
        assertThat(secret).allSatisfy(variable -> {
            assertThat(variable.getValue()).isNull();
            assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("millrace");
        });
        assertThat(settings().keySet()).noneMatch(key -> key.matches(".*(SECRET|PASSWORD|KEY).*"));
    }

    @Test
    void shouldGiveAllServicesTheSameTopics() {
        // Given
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.<String, Object>copyOf(settings())));
        ConfigurationPropertySources.attach(environment);

        // When
        Installation installation = Installation.from(environment::getProperty);

        // Then
        assertThat(installation.topics()).isEqualTo(new Topics("millrace.", 48, (short) 3));
        assertThat(environment.getProperty("spring.kafka.bootstrap-servers")).isEqualTo("kafka.kafka.svc:9092");
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldRunTheImageThatTheDockerfileBuilds(String name) throws IOException {
        // When
        Container container = container(name);

        // Then
        assertThat(container.getImage()).isEqualTo("millrace/" + name);
        assertThat(Path.of("..", name + "-service", "pom.xml")).exists();
        assertThat(Files.readString(Path.of("..", "deploy", "images", "Dockerfile")))
                .contains("COPY --chmod=0444 ${SERVICE}/target/${SERVICE}-*-exec.jar ")
                .contains("USER " + pod(name).getSecurityContext().getRunAsUser() + ":"
                        + pod(name).getSecurityContext().getRunAsGroup());
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldRunWithoutAnyPrivilege(String name) {
        // When
        PodSpec pod = pod(name);

        // Then
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getVolumeMounts())
                    .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
        });
        assertThat(pod.getVolumes()).anyMatch(volume -> volume.getName().equals("tmp") && volume.getEmptyDir() != null);
    }

    @ParameterizedTest
    @MethodSource("services")
    void shouldSayWhatItNeedsAndSpreadItsPods(String name) {
        // When
        PodSpec pod = pod(name);

        // Then
        assertThat(pod.getContainers().getFirst().getResources()).satisfies(resources -> {
            assertThat(resources.getRequests()).containsOnlyKeys("cpu", "memory");
            assertThat(resources.getLimits()).containsOnlyKeys("memory");
            assertThat(resources.getLimits().get("memory"))
                    .isEqualTo(resources.getRequests().get("memory"));
        });
        assertThat(pod.getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(constraint -> assertThat(
                                constraint.getLabelSelector().getMatchLabels())
                        .isEqualTo(
                                required(Manifests.pods(), name).getMetadata().getLabels()));
    }

    @Test
    void shouldKeepTheStateOfRunsUnderAStableName() {
        // When
        StatefulSet workflow = Manifests.all(StatefulSet.class).getFirst();

        // Then
        Map<String, EnvVar> settings = container("workflow").getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, variable -> variable));
        assertThat(required(settings, "MILLRACE_INSTANCE")
                        .getValueFrom()
                        .getFieldRef()
                        .getFieldPath())
                .isEqualTo("metadata.name");
        assertThat(workflow.getSpec().getServiceName()).isEqualTo("workflow");
        assertThat(workflow.getSpec().getVolumeClaimTemplates())
                .singleElement()
                .satisfies(claim -> assertThat(container("workflow").getVolumeMounts())
                        .anyMatch(mount ->
                                mount.getName().equals(claim.getMetadata().getName())
                                        && required(settings, "MILLRACE_ENGINE_STATE_DIRECTORY")
                                                .getValue()
                                                .startsWith(mount.getMountPath())));
    }

    @Test
    void shouldLetNobodyTalkToAnybodyUnlessItIsSaid() {
        // When
        Map<String, NetworkPolicy> policies = Manifests.all(NetworkPolicy.class).stream()
                .collect(Collectors.toMap(policy -> policy.getMetadata().getName(), policy -> policy));

        // Then
        assertThat(required(policies, "deny-by-default").getSpec()).satisfies(deny -> {
            assertThat(deny.getPodSelector().getMatchLabels()).isNullOrEmpty();
            assertThat(deny.getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(deny.getIngress()).isEmpty();
            assertThat(deny.getEgress()).isEmpty();
        });
        for (String behind : List.of("trigger", "audit")) {
            assertThat(required(policies, "gateway-to-" + behind).getSpec().getIngress())
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.getFrom())
                                .singleElement()
                                .satisfies(
                                        peer -> assertThat(peer.getPodSelector().getMatchLabels())
                                                .containsEntry("app.kubernetes.io/name", "gateway"));
                        assertThat(rule.getPorts())
                                .singleElement()
                                .satisfies(port -> assertThat(port.getPort())
                                        .isEqualTo(new IntOrString(container(behind)
                                                .getPorts()
                                                .getFirst()
                                                .getContainerPort())));
                    });
            assertThat(container("gateway").getEnv())
                    .anyMatch(variable -> ("http://" + behind + ":"
                                    + container(behind).getPorts().getFirst().getContainerPort())
                            .equals(variable.getValue()));
        }
    }

    @Test
    void shouldBeRenderedByKubectl() throws IOException, InterruptedException {
        // Given
        assumeTrue(onPath("kubectl"), "kubectl is not on the PATH");
        Path rendered = Files.createTempFile("millrace", ".yaml");

        // When
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", Manifests.BASE.toString())
                .redirectOutput(rendered.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        // Then
        assertThat(kubectl.waitFor()).isZero();
        List<HasMetadata> objects = Manifests.objects(Files.readString(rendered));
        assertThat(objects).hasSameSizeAs(Manifests.objects());
        assertThat(objects)
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .containsEntry("app.kubernetes.io/part-of", "millrace"));
        Files.delete(rendered);
    }

    private static Map<String, Object> defaults(String service) throws ReflectiveOperationException {
        Class<?> application = Class.forName("io.millrace." + service + "." + Character.toUpperCase(service.charAt(0))
                + service.substring(1) + "Application");
        @SuppressWarnings("unchecked") // every service's main class has the same method
        Map<String, Object> defaults =
                (Map<String, Object>) application.getMethod("defaults").invoke(null);
        return defaults;
    }

    private static <T> T required(Map<String, T> all, String name) {
        T found = all.get(name);
        assertThat(found).as(name).isNotNull();
        return Objects.requireNonNull(found);
    }

    private static Map<String, String> settings() {
        return Manifests.all(ConfigMap.class).getFirst().getData();
    }

    private static PodSpec pod(String name) {
        return required(Manifests.pods(), name).getSpec();
    }

    private static Container container(String name) {
        return pod(name).getContainers().getFirst();
    }

    private static Service service(String name) {
        return Manifests.all(Service.class).stream()
                .filter(service -> service.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Class<? extends HasMetadata> kind) {
        return Manifests.all(kind).stream()
                .map(object -> object.getMetadata().getName())
                .toList();
    }

    private static List<String> texts(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> (key.isEmpty() ? element : element.path(key)).asText())
                .toList();
    }

    private static void assertProbe(Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString("http"));
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
