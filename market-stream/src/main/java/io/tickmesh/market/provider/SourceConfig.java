package io.tickmesh.market.provider;

import io.tickmesh.mesh.config.ConfigSection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How to reach one price provider.
///
/// @param url where its paths begin; empty for the REST address of the feed's exchange
/// @param key null if it wants none
/// @param inFlight requests under way at the same time
/// @param timeout for one whole request, connecting included, 30 s at most
public record SourceConfig(
        SourceKind kind, Optional<URI> url, @Nullable ApiKey key, int inFlight, Duration timeout) {
    private static final int MOST_IN_FLIGHT = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);

    public SourceConfig {
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            throw new IllegalArgumentException(
                    "inFlight must be from 1 to " + MOST_IN_FLIGHT + ", was " + inFlight);
        }
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be 10ms to 30s, was " + timeout);
        }
    }

    /// Reads the section of one source.
    ///
    /// @param usual the kind where none is given
    static SourceConfig read(ConfigSection section, SourceKind usual) {
        SourceKind kind = section.choice("kind", usual, SourceKind.byName());
        Duration timeout = section.duration("timeout", TIMEOUT, SHORTEST_TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            section.violation("timeout", "must be at most 30s, was " + timeout);
            timeout = LONGEST_TIMEOUT;
        }
        Optional<String> key = key(section);
        if (kind.needsKey() && key.isEmpty()) {
            section.violation("api-key", "or api-key-file is required by this kind");
        }
        return new SourceConfig(
                kind,
                url(section, kind, key.isPresent()),
                key.map(ApiKey::new).orElse(null),
                section.number("in-flight", 50, 1, MOST_IN_FLIGHT),
                timeout);
    }

    private static Optional<URI> url(ConfigSection section, SourceKind kind, boolean withKey) {
        URI none = URI.create("");
        URI given = section.uri("url", kind.usualUrl().orElse(none), List.of("https", "http"));
        if (given.equals(none)) {
            return Optional.empty();
        }
        if (given.getRawQuery() != null || given.getRawUserInfo() != null) {
            section.violation("url", "must have no query and no user");
        }
        if (withKey && !given.getScheme().equals("https") && !isThisMachine(given.getHost())) {
            section.violation("url", "must begin with https://, because the key is sent there");
        }
        return Optional.of(given);
    }

    private static boolean isThisMachine(String host) {
        try {
            return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<String> key(ConfigSection section) {
        Optional<String> key = section.text("api-key");
        Optional<String> file = section.text("api-key-file");
        String origin = "api-key";
        if (key.isPresent() && file.isPresent()) {
            section.violation(origin, "and api-key-file must not both be given");
        } else if (file.isPresent()) {
            origin = "api-key-file";
            key = content(section, file.get());
        }
        if (key.isPresent() && !ApiKey.isUsable(key.get())) {
            section.violation(origin, "must be one line of letters, digits and signs");
            return Optional.empty();
        }
        return key;
    }

    private static Optional<String> content(ConfigSection section, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException _) {
            section.violation("api-key-file", "must be a file that can be read");
            return Optional.empty();
        }
    }
}
