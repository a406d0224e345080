package io.millrace.standalone.hosting;

import java.util.Map;
import java.util.Set;

/**
 * One of the services that the standalone is made of.
 *
 * @param name short name, for people and settings
 * @param application its class with the Spring wiring
 * @param defaults the settings it has when it runs alone
 * @param own technologies it uses that others do not, see {@link ForeignTechnologies}
 */
public record Service(String name, Class<?> application, Map<String, Object> defaults, Set<Technology> own) {

    /** Copies both collections. */
    public Service {
        defaults = Map.copyOf(defaults);
        own = Set.copyOf(own);
    }
}
