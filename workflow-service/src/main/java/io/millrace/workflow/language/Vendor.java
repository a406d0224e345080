package io.millrace.workflow.language;

import java.util.List;
import java.util.Optional;

/** Reads {@code metadata.millrace}, where what the language lacks is said (language.md, decision 9). */
final class Vendor {
    /** What may stand there on a task. */
    static final List<String> OF_TASK = List.of("parallel", "tolerate", "compensate");
    /** What may stand there on a definition. */
    static final List<String> OF_DEFINITION = List.of("buffer", "zone", "missed");

    private Vendor() {}

    /**
     * The section of a task or definition.
     *
     * @param known what may stand in it; anything else is reported, because a mistyped name would do nothing
     */
    static Optional<Part> of(Part owner, List<String> known) {
        Optional<Part> vendor = owner.get("metadata")
                .filter(metadata -> metadata.isObject("`metadata`"))
                .flatMap(metadata -> metadata.get("millrace"))
                .filter(millrace -> millrace.isObject("`metadata.millrace`"));
        vendor.ifPresent(millrace -> millrace.allow("`metadata.millrace`", known));
        return vendor;
    }
}
