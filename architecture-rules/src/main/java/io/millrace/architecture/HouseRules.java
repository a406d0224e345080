package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/**
 * The rules of the house for one module: {@code HouseRules.of("io.millrace.workflow").check()} in a test of that
 * module reads its compiled classes (not its tests) and throws an {@link AssertionError} that names every place that
 * breaks a rule and says why the rule is there. A module without classes passes.
 */
public final class HouseRules {

    private final String root;
    private final List<ArchRule> rules;

    private HouseRules(String root, List<ArchRule> rules) {
        this.root = root;
        this.rules = rules;
    }

    /**
     * All rules, for a service, a library or a tool.
     *
     * @param root the module's top package, for example {@code io.millrace.workflow}
     */
    public static HouseRules of(String root) {
        var rooms = new Rooms(root);
        return new HouseRules(
                root,
                List.of(
                        CoreRules.coreDependsOnlyOnPureThings(rooms),
                        CoreRules.coreReadsNoClock(rooms),
                        CoreRules.coreThrowsNoDice(rooms),
                        CoreRules.coreTouchesNoOutside(rooms),
                        RoomRules.adaptersDoNotKnowEachOther(rooms),
                        RoomRules.servicesShareOnlySchemas(rooms),
                        RoomRules.roomsFormNoCycle(rooms),
                        NamingRules.roomsAreNamedAfterWhatTheyHold(rooms),
                        NamingRules.typesAreNamedAfterWhatTheyAre(rooms),
                        NamingRules.roomsSayWhatMayBeNull(rooms)));
    }

    /**
     * The rules for a module whose task is to put services together, such as the standalone: it may know all of them,
     * and has no core.
     *
     * @param root the module's top package, for example {@code io.millrace.standalone}
     */
    public static HouseRules ofAssembly(String root) {
        var rooms = new Rooms(root);
        return new HouseRules(
                root,
                List.of(
                        RoomRules.adaptersDoNotKnowEachOther(rooms),
                        RoomRules.roomsFormNoCycle(rooms),
                        NamingRules.roomsAreNamedAfterWhatTheyHold(rooms),
                        NamingRules.typesAreNamedAfterWhatTheyAre(rooms),
                        NamingRules.roomsSayWhatMayBeNull(rooms)));
    }

    /** Checks the module's compiled classes. */
    public void check() {
        check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root));
    }

    void check(JavaClasses classes) {
        CompositeArchRule.of(rules).allowEmptyShould(true).check(classes);
    }
}
