package io.millrace.standalone;

import java.util.List;

/** The services of Millrace, in the order in which they are stopped: from the door inwards. */
final class Services {

    private Services() {}

    /** All of them. */
    static List<Service> all() {
        return List.of();
    }
}
