package io.millrace.gateway.identity;

import java.util.Locale;
import java.util.Optional;

/** What a key may do. Each role may also do what the roles before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Starts and cancels runs, sends events. */
    OPERATOR,
    /** Changes workflows, triggers and secrets. */
    EDITOR,
    /** Makes and deletes keys of the tenant. */
    ADMIN,
    /** Owns the installation: makes tenants and acts in every one of them. */
    PLATFORM_ADMIN;

    /** The role that a name such as {@code platform-admin} stands for. */
    public static Optional<Role> named(String name) {
        for (Role role : values()) {
            if (role.text().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The name in JSON and in records: lower case with hyphens. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether this role may do what needs the other. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
