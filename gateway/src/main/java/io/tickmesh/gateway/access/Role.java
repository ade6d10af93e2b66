package io.tickmesh.gateway.access;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What somebody may do, ascending: each role may do what those before it may.
public enum Role {
    /// Reads.
    VIEWER,
    /// Commands bots and closes positions.
    OPERATOR,
    /// Makes tokens, and reads who did what.
    ADMIN;

    /// Returns whether whoever has this role may do what `needed` may.
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// Returns the roles by their names in requests, answers and tables.
    public static Map<String, Role> byName() {
        Map<String, Role> names = new LinkedHashMap<>();
        for (Role role : values()) {
            names.put(role.toString(), role);
        }
        return names;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
