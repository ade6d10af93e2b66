package io.tickmesh.mesh.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server that begins empty and does not outlive this JVM, for replays and tests: it does not wait for the disk, and its
/// files are deleted when it is closed or the JVM ends, however that ends. Every method blocks; thread-safe.
public final class ThrowAwayDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThrowAwayDatabase.class);
    private static final Duration TIDYING = Duration.ofSeconds(10);

    /// Waits for the end of its input, which is the end of the JVM or of this object.
    private static final String TIDY =
            """
            trap '' INT TERM HUP
            read -r _
            kill -QUIT "$1"
            i=0
            while kill -0 "$1" 2>/dev/null && [ $i -lt 100 ]; do sleep 0.02; i=$((i + 1)); done
            rm -rf "$2"
            """;

    private final Server server;
    private final Cluster cluster;
    private final Process tidying;

    private ThrowAwayDatabase(Server server, Cluster cluster, Process tidying) {
        this.server = server;
        this.cluster = cluster;
        this.tidying = tidying;
    }

    /// Starts a server in the directory for temporary files. Takes about a second.
    ///
    /// @throws StorageException if it does not start
    public static ThrowAwayDatabase start() {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            directory = Files.createTempDirectory("tickmesh-database-");
            Programs programs = Programs.unpacked(directory.resolve("programs"));
            Cluster cluster = Cluster.in(directory, programs, false);
            Server server =
                    Server.start(programs, cluster.files(), directory.resolve("log"), 0, false);
            String pid = Long.toString(server.process().pid());
            Process tidying =
                    new Command("sh", "-c", TIDY, "sh", pid, directory.toString()).startTied();
            return new ThrowAwayDatabase(server, cluster, tidying);
        } catch (IOException e) {
            throw EmbeddedDatabase.explained(directory, e);
        }
    }

    /// Returns how to reach it.
    public DatabaseConfig config() {
        return DatabaseConfig.local(
                server.port(), Cluster.DATABASE, Cluster.USER, cluster.password());
    }

    /// Makes another, empty database on the server, and returns how to reach it.
    public DatabaseConfig createDatabase(String name) {
        try (Connection connection = Jdbc.connect(config());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE %s TEMPLATE template0 STRATEGY file_copy"
                            .formatted(statement.enquoteIdentifier(name, true)));
            return config().withName(name);
        } catch (SQLException e) {
            throw new StorageException("cannot create the database " + name, e);
        }
    }

    /// Ends the server and deletes its files.
    @Override
    public void close() {
        try {
            tidying.getOutputStream().close();
            if (!tidying.waitFor(TIDYING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a database to throw away is still there");
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a database to throw away is still there");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
