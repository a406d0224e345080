package io.millrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Who may know whom. */
final class RoomRules {

    private RoomRules() {}

    static ArchRule adaptersDoNotKnowEachOther(Rooms rooms) {
        return classes()
                .that(rooms.adapters())
                .should(notDependOnAnotherAdapter(rooms))
                .because("a technology can only be replaced when no other technology leans on it;"
                        + " let them meet in the core, or join them in the wiring of the module's top package")
                .allowEmptyShould(true);
    }

    static ArchRule servicesShareOnlySchemas(Rooms rooms) {
        return noClasses()
                .that(rooms.inside())
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "belong to another module than schemas",
                        type -> Rooms.isBelow(type, Rooms.HOUSE) && !rooms.isInside(type) && !Rooms.isShared(type)))
                .because("services are deployed apart and talk through topics only;"
                        + " what two of them must agree on is a record in schemas")
                .allowEmptyShould(true);
    }

    static ArchRule roomsFormNoCycle(Rooms rooms) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(everyPackage(rooms))
                .should()
                .beFreeOfCycles()
                .because("rooms that need each other are one room; move the shared type to the one that is used")
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> notDependOnAnotherAdapter(Rooms rooms) {
        return new ArchCondition<>("not depend on another adapter") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var own = rooms.adapterOf(type);
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> {
                            var other =
                                    rooms.adapterOf(dependency.getTargetClass().getBaseComponentType());
                            return other.isPresent() && !other.equals(own);
                        })
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static SliceAssignment everyPackage(Rooms rooms) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return rooms.isInside(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "rooms of " + rooms.root();
            }
        };
    }
}
