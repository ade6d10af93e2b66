package io.tickmesh.mesh.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/// Brings the tables of one service up to date. Blocks the caller.
final class Migration {
    private static final int LONGEST_TURN_SECONDS = 60;

    private Migration() {}

    /// Runs the scripts in `location` of the class path that have not run yet. Nodes that do this at the same time take turns.
    ///
    /// @throws SQLException if the database is away, or refuses
    static void run(DatabaseConfig config, String schema, String location) throws SQLException {
        try (Connection turn = Jdbc.connect(config);
                PreparedStatement lock =
                        turn.prepareStatement(
                                "SELECT pg_advisory_lock(hashtext(?), hashtext(?))")) {
            lock.setString(1, "tickmesh");
            lock.setString(2, schema);
            lock.setQueryTimeout(LONGEST_TURN_SECONDS);
            lock.execute();
            Flyway.configure(Migration.class.getClassLoader())
                    .dataSource(Jdbc.source(config))
                    .schemas(schema)
                    .createSchemas(true)
                    .locations("classpath:" + location)
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
        }
    }
}
