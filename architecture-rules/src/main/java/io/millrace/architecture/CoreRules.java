package io.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** What keeps a core pure: the same input always gives the same answer, and giving it leaves no trace. */
final class CoreRules {

    private static final List<String> PURE_LIBRARIES = List.of(
            "java",
            "javax.crypto",
            "org.jspecify",
            "com.fasterxml.jackson",
            "tools.jackson",
            "net.thisptr.jackson.jq",
            "org.apache.avro",
            "com.networknt",
            "com.google.re2j",
            "org.snakeyaml.engine");

    /** Packages that reach outside the process, and what in them is only a value held in memory. */
    private static final List<String> OUTSIDE =
            List.of("java.io", "java.nio", "java.net", "java.sql", "java.rmi", "java.util.logging");

    private static final Set<String> ONLY_VALUES = Set.of(
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.IOException",
            "java.io.Serializable",
            "java.io.StringReader",
            "java.io.StringWriter",
            "java.io.UncheckedIOException",
            "java.net.URI",
            "java.net.URISyntaxException",
            "java.net.URLDecoder",
            "java.net.URLEncoder",
            "java.nio.BufferUnderflowException",
            "java.nio.ByteBuffer",
            "java.nio.ByteOrder",
            "java.nio.CharBuffer");

    /** Types of {@code java.lang} that reach outside, besides the methods of {@link System} named below. */
    private static final Set<String> PROCESS_TYPES = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.System$Logger",
            "java.lang.Thread");

    private static final Set<String> ENVIRONMENT =
            Set.of("in", "out", "err", "console", "getenv", "getProperty", "getLogger", "exit", "load", "loadLibrary");

    private CoreRules() {}

    static ArchRule coreDependsOnlyOnPureThings(Rooms rooms) {
        return classes()
                .that(rooms.core())
                .should()
                .onlyDependOnClassesThat(describe(
                        "are the core itself, java.*, javax.crypto, JSpecify, schemas, Avro, Jackson, jackson-jq, the schema"
                                + " validator, RE2 or SnakeYAML",
                        type -> rooms.isCore(type.getBaseComponentType()) || isPure(type.getBaseComponentType())))
                .because("a core without Spring, Kafka, adapters and wiring can be read, replayed and tested alone;"
                        + " let the core declare an interface and an adapter implement it")
                .allowEmptyShould(true);
    }

    static ArchRule coreReadsNoClock(Rooms rooms) {
        return noClasses()
                .that(rooms.core())
                .should()
                .accessTargetWhere(access("a clock is read", CoreRules::readsClock))
                .because("a replay must decide what the first pass decided;"
                        + " take the time from the record that is being handled, as an argument")
                .allowEmptyShould(true);
    }

    static ArchRule coreThrowsNoDice(Rooms rooms) {
        return noClasses()
                .that(rooms.core())
                .should()
                .accessTargetWhere(access("something random is drawn", CoreRules::drawsAtRandom))
                .because("a replay must make the ids and choices of the first pass;"
                        + " derive them from the run id, the position and the attempt, or take them as an argument")
                .allowEmptyShould(true);
    }

    static ArchRule coreTouchesNoOutside(Rooms rooms) {
        return noClasses()
                .that(rooms.core())
                .should()
                .dependOnClassesThat(describe("reach outside the process", CoreRules::reachesOutside))
                .orShould()
                .accessTargetWhere(access("the environment is used", CoreRules::usesEnvironment))
                .because("files, sockets, processes, threads, loggers and settings belong to adapters;"
                        + " return a value that says what should happen and let an adapter do it")
                .allowEmptyShould(true);
    }

    private static boolean isPure(JavaClass type) {
        return type.isPrimitive()
                || Rooms.isShared(type)
                || PURE_LIBRARIES.stream().anyMatch(library -> type.getName().startsWith(library + "."));
    }

    private static boolean readsClock(AccessTarget target) {
        var owner = target.getOwner().getName();
        var name = target.getName();
        return owner.equals("java.time.Clock")
                || owner.equals("java.time.InstantSource")
                || (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.time.ZoneId") && name.equals("systemDefault"))
                || (owner.equals("java.lang.System") && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                || (owner.equals("java.util.Calendar") && name.equals("getInstance"))
                || (owner.equals("java.util.Date") && isConstructorWithoutArguments(target));
    }

    private static boolean drawsAtRandom(AccessTarget target) {
        var owner = target.getOwner();
        var name = target.getName();
        return owner.isAssignableTo(RandomGenerator.class)
                || (owner.getName().equals("java.lang.Math") && name.equals("random"))
                || (owner.getName().equals("java.util.UUID") && name.equals("randomUUID"))
                || (owner.getName().equals("java.util.Collections") && name.equals("shuffle"));
    }

    private static boolean reachesOutside(JavaClass type) {
        var name = type.getName();
        return PROCESS_TYPES.contains(name)
                || (OUTSIDE.stream().anyMatch(outside -> name.startsWith(outside + "."))
                        && !name.startsWith("java.nio.charset.")
                        && !ONLY_VALUES.contains(name));
    }

    private static boolean usesEnvironment(AccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System") && ENVIRONMENT.contains(target.getName());
    }

    private static boolean isConstructorWithoutArguments(AccessTarget target) {
        return target instanceof AccessTarget.ConstructorCallTarget constructor
                && constructor.getRawParameterTypes().isEmpty();
    }

    private static DescribedPredicate<JavaClass> describe(String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static DescribedPredicate<JavaAccess<?>> access(String description, Predicate<AccessTarget> predicate) {
        return DescribedPredicate.describe(description, access -> predicate.test(access.getTarget()));
    }
}
