package io.tickmesh.mesh.storage;

import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.storage.DatabaseConfig.Encryption;
import io.tickmesh.mesh.storage.DatabaseConfig.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a node keeps what must survive it.
///
/// @param dataDirectory the node's own files
/// @param server the database to use; without one the node runs its own below the data directory
/// @param limits what each service takes of the database
public record StorageConfig(Path dataDirectory, Optional<DatabaseConfig> server, Limits limits) {
    private static final URI NONE = URI.create("none:/");
    private static final int USUAL_PORT = 5432;
    private static final int LARGEST_POOL = 100;
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /// Reads `data.dir` and the section `database`.
    public static StorageConfig read(ConfigReader reader) {
        ConfigSection section = reader.section("database");
        Limits usual = Limits.DEFAULT;
        Limits limits =
                new Limits(
                        section.number("pool-size", usual.poolSize(), 1, LARGEST_POOL),
                        section.duration("connect-timeout", usual.connectTimeout(), SHORTEST),
                        section.duration("statement-timeout", usual.statementTimeout(), SHORTEST));
        return new StorageConfig(
                directory(reader.section("data")), server(section, limits), limits);
    }

    private static Path directory(ConfigSection section) {
        try {
            return Path.of(section.text("dir", "data")).toAbsolutePath().normalize();
        } catch (InvalidPathException _) {
            section.violation("dir", "must be a path");
            return Path.of("data").toAbsolutePath();
        }
    }

    private static Optional<DatabaseConfig> server(ConfigSection section, Limits limits) {
        URI url = section.uri("url", NONE, List.of("postgresql", "postgres"));
        Optional<String> user = section.text("user");
        Optional<Password> password = password(section);
        Encryption encryption =
                section.choice("ssl-mode", Encryption.PREFERRED, encryptionsByCode());
        Path certificate = section.text("ssl-root-certificate").map(Path::of).orElse(null);
        if (certificate != null && !Files.isReadable(certificate)) {
            section.violation("ssl-root-certificate", "must be a file that can be read");
        }
        if (url.equals(NONE)) {
            if (user.isPresent() || password.isPresent()) {
                section.violation("url", "is required with a user or a password");
            }
            return Optional.empty();
        }
        return withinUrl(section, url, user.orElse(null))
                .map(within ->
                        new DatabaseConfig(
                                within.host,
                                within.port,
                                within.name,
                                within.user,
                                password,
                                encryption,
                                certificate,
                                limits));
    }

    private static Optional<Within> withinUrl(
            ConfigSection section, URI url, @Nullable String user) {
        String who = user == null ? url.getUserInfo() : user;
        String name = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        String problem = null;
        if (url.getUserInfo() != null && url.getUserInfo().contains(":")) {
            problem =
                    "must not contain a password: it belongs into TICKMESH_DATABASE_PASSWORD or a password-file";
        } else if (url.getQuery() != null) {
            problem = "must not have parameters: database.ssl-mode and the others are keys";
        } else if (name.isEmpty() || name.contains("/")) {
            problem = "must end with the name of a database: postgresql://user@host:port/name";
        } else if (who == null || who.isEmpty()) {
            problem = "or database.user must name the user: postgresql://user@host:port/name";
        }
        if (problem != null) {
            section.violation("url", problem);
            return Optional.empty();
        }
        int port = url.getPort() < 0 ? USUAL_PORT : url.getPort();
        return Optional.of(new Within(url.getHost(), port, name, String.valueOf(who)));
    }

    private static Optional<Password> password(ConfigSection section) {
        Optional<String> password = section.text("password");
        Optional<String> file = section.text("password-file");
        if (password.isPresent() && file.isPresent()) {
            section.violation("password", "and password-file must not both be given");
        } else if (file.isPresent()) {
            password = content(section, file.get());
        }
        return password.map(Password::new);
    }

    private static Optional<String> content(ConfigSection section, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | InvalidPathException _) {
            section.violation("password-file", "must be a file that can be read");
            return Optional.empty();
        }
    }

    private static Map<String, Encryption> encryptionsByCode() {
        Map<String, Encryption> codes = new LinkedHashMap<>();
        for (Encryption encryption : Encryption.values()) {
            codes.put(encryption.code(), encryption);
        }
        return codes;
    }

    private record Within(String host, int port, String name, String user) {}
}
