package io.millrace.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/** The generated classes: Avro 1.12.2 writes and reads only classes of packages that it was told to trust. */
final class GeneratedRecords {
    private static final String PACKAGE = "io.millrace.records";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(PACKAGE)));
    }

    private GeneratedRecords() {}

    /** Makes Avro trust them; once is enough, and repeating it costs nothing. */
    static void trust() {
        // Loading this class has done it.
    }
}
