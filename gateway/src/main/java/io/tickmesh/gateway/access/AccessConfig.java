package io.tickmesh.gateway.access;

import io.tickmesh.mesh.config.ConfigSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who is let in.
///
/// @param required whether a token or a session is needed; without, everybody is an admin
/// @param adminToken a token of an admin that is known from the start, for scripts
/// @param sessions of browsers
/// @param auditRetention how long it is kept who did what
public record AccessConfig(
        boolean required, Optional<Secret> adminToken, Sessions sessions, Duration auditRetention) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int SHORTEST_TOKEN = 32;
    private static final int LONGEST_TOKEN = 256;

    /// What may stand in the header `Authorization`, see RFC 6750, 2.1.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /// Reads the keys of the section `gateway` that say who is let in.
    public static AccessConfig read(ConfigSection section) {
        ConfigSection sessions = section.section("sessions");
        Sessions usual = Sessions.DEFAULT;
        return new AccessConfig(
                section.choice("authentication", true, requirements()),
                adminToken(section),
                new Sessions(
                        sessions.duration("idle", usual.idle(), SHORTEST),
                        sessions.duration("longest", usual.longest(), SHORTEST)),
                section.section("audit").duration("retention", YEAR, SHORTEST));
    }

    /// How long browsers stay signed in.
    ///
    /// @param idle without use
    /// @param longest in all
    public record Sessions(Duration idle, Duration longest) {
        static final Sessions DEFAULT = new Sessions(Duration.ofHours(12), Duration.ofDays(7));
    }

    /// Returns the usual settings with this token.
    public static AccessConfig withToken(Secret adminToken) {
        return new AccessConfig(true, Optional.of(adminToken), Sessions.DEFAULT, YEAR);
    }

    private static Optional<Secret> adminToken(ConfigSection section) {
        Optional<String> token = section.text("admin-token");
        Optional<String> file = section.text("admin-token-file");
        String key = "admin-token";
        if (token.isPresent() && file.isPresent()) {
            section.violation(key, "and admin-token-file must not both be given");
        } else if (file.isPresent()) {
            key = "admin-token-file";
            token = content(section, file.get());
        }
        if (token.isPresent() && !isLongEnough(token.get())) {
            section.violation(
                    key,
                    "must have %d to %d characters of A-Z a-z 0-9 . _ ~ + / - such as `openssl rand -hex 32` makes, was another text"
                            .formatted(SHORTEST_TOKEN, LONGEST_TOKEN));
            return Optional.empty();
        }
        return token.map(Secret::new);
    }

    private static boolean isLongEnough(String token) {
        return token.length() >= SHORTEST_TOKEN
                && token.length() <= LONGEST_TOKEN
                && TOKEN.matcher(token).matches();
    }

    private static Optional<String> content(ConfigSection section, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException _) {
            section.violation("admin-token-file", "must be a file that can be read");
            return Optional.empty();
        }
    }

    private static Map<String, Boolean> requirements() {
        Map<String, Boolean> choices = new LinkedHashMap<>();
        choices.put("required", true);
        choices.put("off", false);
        // What YAML makes of the word off.
        choices.put("false", false);
        return choices;
    }
}
