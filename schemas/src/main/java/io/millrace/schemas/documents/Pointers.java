package io.millrace.schemas.documents;

/** JSON pointers (RFC 6901). */
public final class Pointers {

    private Pointers() {}

    /** The pointer of a property of what {@code parent} points at. */
    public static String child(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
