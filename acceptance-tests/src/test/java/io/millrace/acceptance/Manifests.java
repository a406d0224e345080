package io.millrace.acceptance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads Kubernetes objects from YAML as strictly as an API server with field validation does. */
final class Manifests {
    /** The manifests of the repository. */
    static final Path BASE = Path.of("..", "deploy", "kubernetes", "base");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Namespace", Namespace.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1/Service", Service.class,
            "apps/v1/Deployment", Deployment.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    // The models keep unknown fields in a map of their own; without that map an unknown field is an error.
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Manifests() {}

    /** The files of the base, kustomization.yaml excepted, by name. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(BASE)) {
            return files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kustomization.yaml as a tree. */
    static JsonNode kustomization() {
        return documents(read(BASE.resolve("kustomization.yaml"))).getFirst();
    }

    /** Every object of the base. */
    static List<HasMetadata> objects() {
        return files().stream().flatMap(file -> objects(read(file)).stream()).toList();
    }

    /**
     * The objects of some YAML.
     *
     * @throws IllegalArgumentException when an object is of an unknown kind or has an unknown field
     */
    static List<HasMetadata> objects(String yaml) {
        return documents(yaml).stream().map(Manifests::object).toList();
    }

    /** Every object of one kind. */
    static <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What runs in pods, by name. */
    static Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
        all(Deployment.class)
                .forEach(deployment -> pods.put(
                        deployment.getMetadata().getName(), deployment.getSpec().getTemplate()));
        all(StatefulSet.class)
                .forEach(set ->
                        pods.put(set.getMetadata().getName(), set.getSpec().getTemplate()));
        return pods;
    }

    private static HasMetadata object(JsonNode document) {
        String kind = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        Class<? extends HasMetadata> model = KINDS.get(kind);
        if (model == null) {
            throw new IllegalArgumentException(kind + " is not a kind that the manifests are known to need");
        }
        return STRICT.convertValue(document, model);
    }

    private static List<JsonNode> documents(String yaml) {
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            all.forEachRemaining(documents::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
