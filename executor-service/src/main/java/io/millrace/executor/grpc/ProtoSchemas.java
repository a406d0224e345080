package io.millrace.executor.grpc;

import static io.millrace.executor.grpc.ProtoText.refused;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.executor.outbound.Document;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.step.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fetches a .proto file and what it imports, and remembers what that comes to. */
final class ProtoSchemas {
    private final Documents documents;
    private final int maxFiles;
    /** By the file itself, kept as long as its document is remembered. */
    private final Cache<Document, Linked> linked =
            Caffeine.newBuilder().weakKeys().build();

    ProtoSchemas(Documents documents, int maxFiles) {
        this.documents = documents;
        this.maxFiles = maxFiles;
    }

    /**
     * A schema and what it was made of.
     *
     * @param imported texts of the fetched files that are imported, in the order they were met
     */
    private record Linked(List<String> imported, ProtoSchema schema) {}

    /** Files on their way. */
    private static final class Gathering {
        private final List<ProtoText> files = new ArrayList<>();
        private final List<String> imported = new ArrayList<>();
        private final Deque<String> missing = new ArrayDeque<>();
        private final Set<String> met = new HashSet<>();

        private void add(ProtoText file) {
            files.add(file);
            met.add(file.path());
            file.imports().stream().filter(met::add).forEach(missing::add);
        }
    }

    /**
     * The schema that a callee's .proto file stands for.
     *
     * @param proto an object with {@code endpoint}, and perhaps {@code authentication}, which goes for the imported
     *     files too
     */
    Mono<ProtoSchema> schema(Step step, JsonNode proto) {
        return Mono.fromFuture(() -> documents.fetch(step, proto))
                .publishOn(Schedulers.parallel())
                .flatMap(main -> {
                    Gathering gathering = new Gathering();
                    String path = main.uri().getPath();
                    gathering.add(ProtoText.read(path.substring(path.lastIndexOf('/') + 1), main.text()));
                    return gathered(step, proto, main, gathering)
                            .publishOn(Schedulers.parallel())
                            .map(all -> linked(main, all));
                });
    }

    private Mono<Gathering> gathered(Step step, JsonNode proto, Document main, Gathering gathering) {
        while (!gathering.missing.isEmpty()) {
            String path = gathering.missing.remove();
            if (gathering.files.size() >= maxFiles) {
                throw refused("The .proto file " + main.named() + " imports more than " + (maxFiles - 1) + " others");
            }
            var wellKnown = ProtoText.wellKnown(path);
            if (wellKnown.isPresent()) {
                gathering.add(wellKnown.get());
                continue;
            }
            return Mono.fromFuture(() -> documents.fetch(step, imported(proto, main, path)))
                    .flatMap(document -> {
                        gathering.imported.add(document.text());
                        gathering.add(ProtoText.read(path, document.text()));
                        return gathered(step, proto, main, gathering);
                    });
        }
        return Mono.just(gathering);
    }

    /** An imported file lies relative to the folder of the file that was asked for, as if that were protoc's root. */
    private static ObjectNode imported(JsonNode proto, Document main, String path) {
        try {
            var uri = main.uri().resolve(path);
            if (!main.uri().getRawAuthority().equals(uri.getRawAuthority())) {
                throw refused("The .proto file " + main.named() + " imports from another host");
            }
            return ((ObjectNode) proto.deepCopy()).put("endpoint", uri.toString());
        } catch (IllegalArgumentException notAPath) {
            throw refused("The .proto file " + main.named() + " imports what is no path");
        }
    }

    private ProtoSchema linked(Document main, Gathering gathering) {
        Linked known = linked.getIfPresent(main);
        if (known != null && known.imported().equals(gathering.imported)) {
            return known.schema();
        }
        ProtoSchema schema = ProtoSchema.of(gathering.files);
        linked.put(main, new Linked(List.copyOf(gathering.imported), schema));
        return schema;
    }
}
