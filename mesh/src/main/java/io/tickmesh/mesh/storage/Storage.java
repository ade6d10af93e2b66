package io.tickmesh.mesh.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database of a node: a server that it is given, or one of its own. Every method blocks; thread-safe.
///
/// @param database how to reach it
/// @param server ends with this
public record Storage(DatabaseConfig database, AutoCloseable server) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final String OWN = "postgres";

    /// Opens the database that `config` asks for. A server that is just away is no failure: services wait for it.
    ///
    /// @throws StorageException if it cannot be used without somebody changing something
    public static Storage open(StorageConfig config) {
        if (config.server().isPresent()) {
            DatabaseConfig server = config.server().get();
            check(server);
            return new Storage(server, () -> {});
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.open(config.dataDirectory().resolve(OWN));
        return new Storage(embedded.config().withLimits(config.limits()), embedded);
    }

    /// Opens the database of a node that may be running: its own server is used as it is then, and started otherwise.
    ///
    /// @throws StorageException if it cannot be used without somebody changing something
    public static Storage join(StorageConfig config) {
        if (config.server().isEmpty()) {
            Optional<DatabaseConfig> running =
                    EmbeddedDatabase.running(config.dataDirectory().resolve(OWN));
            if (running.isPresent()) {
                return new Storage(running.get().withLimits(config.limits()), () -> {});
            }
        }
        return open(config);
    }

    /// Opens a database that begins empty and is forgotten at the end.
    public static Storage throwAway(StorageConfig config) {
        ThrowAwayDatabase server = ThrowAwayDatabase.start();
        return new Storage(server.config().withLimits(config.limits()), server);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("the database did not stop in order");
        }
    }

    private static void check(DatabaseConfig server) {
        try (Connection connection = Jdbc.connect(server)) {
            LOG.atDebug()
                    .addKeyValue("version", connection.getMetaData().getDatabaseProductVersion())
                    .log("the database is there");
        } catch (SQLException e) {
            switch (Failure.of(e)) {
                case TRANSIENT ->
                        LOG.atWarn()
                                .addKeyValue("database", server.url())
                                .addKeyValue("reason", e.getMessage())
                                .log("the database is away; bots and risk wait for it");
                case ACCESS, CONSTRAINT, PROGRAMMING ->
                        throw new StorageException(
                                "the database %s lets us not in: %s"
                                        .formatted(server.url(), e.getMessage()),
                                e);
            }
        }
    }
}
