package io.millrace.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/** Tells Avro 1.12.2 that our records may be written and read: it takes only classes of trusted packages. */
final class TrustedRecords {
    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals("io.millrace.records")));
    }

    private TrustedRecords() {}

    /** Does its work once, when the class is loaded. */
    static void trust() {}
}
