package io.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/** How rooms and types are named, and what every room says about itself. */
final class NamingRules {

    private static final Set<String> EMPTY_ROOM_NAMES =
            Set.of("common", "config", "dto", "helper", "helpers", "impl", "misc", "model", "service", "util", "utils");

    private static final List<String> EMPTY_SUFFIXES =
            List.of("Manager", "Helper", "Util", "Utils", "Impl", "Base", "Abstract", "Data", "Info");

    private static final String EMPTY_PREFIX = "Abstract";

    private NamingRules() {}

    static ArchRule roomsAreNamedAfterWhatTheyHold(Rooms rooms) {
        return classes()
                .that(rooms.inside())
                .should(satisfy("live in a room whose name says what it holds", NamingRules::emptyRoomName))
                .because("such a room has no owner and grows without end;"
                        + " name it after the concept or the technology it holds, or put the type beside its feature")
                .allowEmptyShould(true);
    }

    static ArchRule typesAreNamedAfterWhatTheyAre(Rooms rooms) {
        return classes()
                .that(rooms.inside().and(DescribedPredicate.not(isAnonymous())))
                .should(satisfy("have a name that says what they are", NamingRules::emptyTypeName))
                .because("the word fits any type, so it tells the reader nothing; use the glossary's word for it")
                .allowEmptyShould(true);
    }

    static ArchRule roomsSayWhatMayBeNull(Rooms rooms) {
        return classes()
                .that(rooms.inside())
                .should(satisfy("live in a package whose package-info is @NullMarked", NamingRules::unmarkedRoom))
                .because("nothing is null here unless its type says so, and the compiler can hold that only in"
                        + " marked packages; add a package-info.java with one sentence and @NullMarked")
                .allowEmptyShould(true);
    }

    private static Optional<String> emptyRoomName(JavaClass type) {
        return Arrays.stream(type.getPackageName().split("\\.", -1))
                .filter(EMPTY_ROOM_NAMES::contains)
                .findFirst()
                .map(room -> "lives in a room called " + room);
    }

    private static Optional<String> emptyTypeName(JavaClass type) {
        var name = type.getSimpleName();
        if (name.startsWith(EMPTY_PREFIX)) {
            return Optional.of("begins with " + EMPTY_PREFIX);
        }
        return EMPTY_SUFFIXES.stream().filter(name::endsWith).findFirst().map(suffix -> "ends with " + suffix);
    }

    private static Optional<String> unmarkedRoom(JavaClass type) {
        JavaPackage room = type.getPackage();
        boolean marked = room.tryGetPackageInfo()
                .map(packageInfo -> packageInfo.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        return marked ? Optional.empty() : Optional.of("lives in " + room.getName() + ", which is not @NullMarked");
    }

    private static DescribedPredicate<JavaClass> isAnonymous() {
        return DescribedPredicate.describe("anonymous", JavaClass::isAnonymousClass);
    }

    /** A condition from a function that says what is wrong with a type, or nothing when all is well. */
    private static ArchCondition<JavaClass> satisfy(
            String description, Function<JavaClass, Optional<String>> complaint) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                complaint
                        .apply(type)
                        .ifPresent(text ->
                                events.add(SimpleConditionEvent.violated(type, type.getDescription() + " " + text)));
            }
        };
    }
}
