package io.tickmesh.gateway;

import io.tickmesh.gateway.access.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which role a request needs. What changes something needs an operator, everything else of the API a viewer; a path that nobody
/// thought of is decided like the others.
final class Permissions {
    private static final List<String> ADMINISTRATION = List.of("/api/v1/tokens", "/api/v1/audit");
    private static final String SESSION = "/api/v1/session";

    private Permissions() {}

    /// Returns the least role, or empty if everybody may.
    ///
    /// @param path as the router compares it, without `..` and escapes
    static Optional<Role> needed(String method, String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (!isWithin(lower, "/api") && !isWithin(lower, "/metrics")) {
            // Health, the description of the API, the files of the page: nothing of the bots, and
            // nothing to change.
            return Optional.empty();
        }
        if (isWithin(lower, SESSION)) {
            // Signing in is for those who are not; it is checked there.
            return method.equals("POST") ? Optional.empty() : Optional.of(Role.VIEWER);
        }
        if (ADMINISTRATION.stream().anyMatch(part -> isWithin(lower, part))) {
            return Optional.of(Role.ADMIN);
        }
        return Optional.of(isReading(method) ? Role.VIEWER : Role.OPERATOR);
    }

    /// Returns whether a method only reads.
    static boolean isReading(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static boolean isWithin(String path, String part) {
        return path.startsWith(part)
                && (path.length() == part.length() || path.charAt(part.length()) == '/');
    }
}
