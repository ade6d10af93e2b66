package io.tickmesh.gateway;

import io.tickmesh.mesh.config.ConfigSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the gateway listens.
///
/// @param tls without it nothing is encrypted
/// @param origins other origins whose pages may use the API with a token, `*` for all
record ServerConfig(Optional<Tls> tls, Limits limits, List<String> origins) {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /// @param connections standard for the most connections
    static ServerConfig read(ConfigSection section, int connections) {
        return new ServerConfig(
                Tls.read(section.section("tls")),
                Limits.read(section.section("limits"), Limits.usual(connections)),
                origins(section));
    }

    private static List<String> origins(ConfigSection section) {
        List<String> origins = section.texts("cors-origins", List.of());
        for (String origin : origins) {
            if (!origin.equals("*") && !origin.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
                section.violation(
                        "cors-origins",
                        "must be origins such as https://desk.example.org or *, was " + origin);
            }
        }
        return origins;
    }

    /// Files that are read again when they change.
    ///
    /// @param certificate PEM file of the certificate and those above it
    /// @param key PEM file of its private key
    record Tls(Path certificate, Path key) {
        static Optional<Tls> read(ConfigSection section) {
            Optional<Path> certificate = file(section, "certificate");
            Optional<Path> key = file(section, "key");
            if (certificate.isPresent() != key.isPresent()) {
                section.violation(
                        certificate.isPresent() ? "key" : "certificate",
                        "is required: certificate and key belong together");
                return Optional.empty();
            }
            return certificate.flatMap(file -> key.map(other -> new Tls(file, other)));
        }

        private static Optional<Path> file(ConfigSection section, String name) {
            Optional<Path> file = section.text(name).map(Path::of);
            if (file.isPresent() && !Files.isReadable(file.get())) {
                section.violation(name, "must be a file that can be read");
            }
            return file;
        }
    }

    /// What clients may take.
    ///
    /// @param connections at the same time
    /// @param connectionsPerAddress of one address
    /// @param requestsPerSecond of one token, session, or, without, address; twice as many at once
    /// @param headers how many a request may have
    /// @param headerBytes how long they may be together
    /// @param requestLineBytes a query may name a thousand symbols
    /// @param requestTime how long a client may take to send a request
    /// @param idleTime how long a connection lasts without one
    record Limits(
            int connections,
            int connectionsPerAddress,
            int requestsPerSecond,
            int headers,
            int headerBytes,
            int requestLineBytes,
            Duration requestTime,
            Duration idleTime) {
        static Limits usual(int connections) {
            return new Limits(
                    connections,
                    connections,
                    200,
                    100,
                    16 * 1024,
                    64 * 1024,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60));
        }

        static Limits read(ConfigSection section, Limits usual) {
            int connections = section.number("connections", usual.connections, 1, 1_000_000);
            return new Limits(
                    connections,
                    section.number("connections-per-address", connections, 1, 1_000_000),
                    section.number("requests-per-second", usual.requestsPerSecond, 1, 10_000_000),
                    section.number("headers", usual.headers, 10, 10_000),
                    section.number("header-bytes", usual.headerBytes, 1_024, 1 << 20),
                    section.number("request-line-bytes", usual.requestLineBytes, 1_024, 1 << 20),
                    section.duration("request-time", usual.requestTime, SHORTEST),
                    section.duration("idle-time", usual.idleTime, SHORTEST));
        }
    }
}
