package io.millrace.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms (packages) of one module. The module's top package holds its wiring; a room named after a technology is an
 * adapter, together with everything below it; every other room is the pure core.
 *
 * @param root the module's top package, for example {@code io.millrace.workflow}
 */
record Rooms(String root) {

    /** Everything of the product lives below this package. */
    static final String HOUSE = "io.millrace";

    /** The packages of the schemas module, the only ones every module may know. */
    static final List<String> SHARED = List.of(HOUSE + ".schemas", HOUSE + ".records");

    /**
     * The names that make a room an adapter. A room with another name is core and is held to the core's rules, so a
     * new technology has to be entered here before its room may use it.
     */
    static final Set<String> TECHNOLOGIES = Set.of(
            "a2a",
            "amqp",
            "asyncapi",
            "blobs",
            "broker",
            "cli",
            "console",
            "container",
            "docker",
            "egress",
            "files",
            "grpc",
            "http",
            "iceberg",
            "jdbc",
            "kafka",
            "kubernetes",
            "lake",
            "mail",
            "mcp",
            "metrics",
            "mqtt",
            "oidc",
            "openapi",
            "process",
            "resilience4j",
            "rocketmq",
            "s3",
            "security",
            "shell",
            "sql",
            "store",
            "stream",
            "streams",
            "wasm",
            "web",
            "websocket");

    /** The adapter a class belongs to: the package up to and including its first technology name; empty for others. */
    Optional<String> adapterOf(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        var adapter = new StringBuilder(root);
        for (var room : name.substring(root.length() + 1).split("\\.", -1)) {
            adapter.append('.').append(room);
            if (TECHNOLOGIES.contains(room)) {
                return Optional.of(adapter.toString());
            }
        }
        return Optional.empty();
    }

    static boolean isShared(JavaClass type) {
        return SHARED.stream().anyMatch(shared -> isBelow(type, shared));
    }

    /** Whether a class lives in a package or in one below it. */
    static boolean isBelow(JavaClass type, String name) {
        return type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
    }

    boolean isInside(JavaClass type) {
        return isBelow(type, root);
    }

    boolean isCore(JavaClass type) {
        return isInside(type)
                && !type.getPackageName().equals(root)
                && adapterOf(type).isEmpty();
    }

    DescribedPredicate<JavaClass> core() {
        return DescribedPredicate.describe("the core of " + root, this::isCore);
    }

    DescribedPredicate<JavaClass> adapters() {
        return DescribedPredicate.describe(
                "adapters of " + root, type -> adapterOf(type).isPresent());
    }

    DescribedPredicate<JavaClass> inside() {
        return DescribedPredicate.describe("types of " + root, this::isInside);
    }
}
