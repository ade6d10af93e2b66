package io.tickmesh.mesh.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server that this JVM runs, bound to loopback, for nodes that are given no other. Every method blocks; thread-safe.
///
/// A lasting one is started again when it ends by itself. When the JVM ends without closing it, it runs on, and the next start on its
/// directory takes it over.
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Path directory;
    private final Programs programs;
    private final Cluster cluster;
    private final DirectoryLock lock;
    // Guarded by this.
    private Server server;
    private boolean closed;

    private EmbeddedDatabase(Path directory, DirectoryLock lock) throws IOException {
        this.directory = directory;
        this.lock = lock;
        programs = Programs.unpacked(directory.resolve("programs"));
        cluster = Cluster.in(directory, programs, true);
        Optional<Server> left = takenOver();
        server = left.isPresent() ? left.get() : started(0);
        watch(server);
    }

    /// Starts the server on `directory`, which is made if it is not there and keeps what is written. Takes well under a second, the
    /// very first time some seconds.
    ///
    /// @throws StorageException if the directory is in use, is not ours, is of another version or cannot be written, or the server
    ///     does not start
    public static EmbeddedDatabase open(Path directory) {
        DirectoryLock lock = null;
        long start = System.nanoTime();
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            lock = DirectoryLock.take(directory);
            EmbeddedDatabase database = new EmbeddedDatabase(directory, lock);
            LOG.atInfo()
                    .addKeyValue("directory", directory)
                    .addKeyValue("process", database.pid())
                    .addKeyValue("startMillis", (System.nanoTime() - start) / 1_000_000)
                    .log("the node's own database is up");
            return database;
        } catch (IOException e) {
            close(lock);
            throw explained(directory, e);
        } catch (StorageException e) {
            close(lock);
            throw e;
        }
    }

    /// Returns how to reach the server that another process runs on `directory`; empty if none runs.
    ///
    /// @throws StorageException if the directory cannot be read
    static Optional<DatabaseConfig> running(Path directory) {
        try {
            Cluster files = Cluster.existing(directory).orElse(null);
            return files == null
                    ? Optional.empty()
                    : Server.leftOn(files.files())
                            .map(server ->
                                    DatabaseConfig.local(
                                            server.port(),
                                            Cluster.DATABASE,
                                            Cluster.USER,
                                            files.password()));
        } catch (IOException e) {
            throw explained(directory, e);
        }
    }

    /// Returns how to reach it.
    public synchronized DatabaseConfig config() {
        return DatabaseConfig.local(
                server.port(), Cluster.DATABASE, Cluster.USER, cluster.password());
    }

    /// Returns the number of the server's main process.
    public synchronized long pid() {
        return server.process().pid();
    }

    /// Ends the server in order.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            server.stop();
        }
        close(lock);
    }

    /// Puts a failed start into words.
    static StorageException explained(Path directory, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("No space left on device")) {
            return new StorageException("the disk of " + directory + " is full", failure);
        }
        if (message.contains("unshare")) {
            return new StorageException(
                    "PostgreSQL does not run as root, and this machine does not let root step down (unshare -U);"
                            + " run Tickmesh as another user, or set database.url",
                    failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new StorageException("data.dir cannot be written: " + message, failure);
        }
        if (failure instanceof FileAlreadyExistsException) {
            return new StorageException("data.dir is no directory: " + message, failure);
        }
        return new StorageException(
                "the database in %s does not start: %s".formatted(directory, message), failure);
    }

    /// Sessions of the JVM that left the server are ended first, so that what they had not committed cannot come later.
    private Optional<Server> takenOver() throws IOException {
        Server left = Server.leftOn(cluster.files()).orElse(null);
        if (left == null) {
            return Optional.empty();
        }
        DatabaseConfig config =
                DatabaseConfig.local(
                        left.port(), Cluster.DATABASE, Cluster.USER, cluster.password());
        if (left.isAsStartedNow(programs, cluster.files())) {
            try (Connection connection = Jdbc.connect(config);
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
                LOG.atInfo()
                        .addKeyValue("process", left.process().pid())
                        .log("took over the database that an earlier run left");
                return Optional.of(left);
            } catch (SQLException e) {
                LOG.atWarn().setCause(e).log("cannot take over the database of an earlier run");
            }
        }
        left.stop();
        return Optional.empty();
    }

    /// Right after the server was killed its sessions may live for some moments, and keep it from starting again.
    private Server started(int port) throws IOException {
        Path log = directory.resolve("log");
        for (int attempt = 1; ; attempt++) {
            try {
                return Server.start(programs, cluster.files(), log, port, true);
            } catch (IOException e) {
                boolean mayPass =
                        String.valueOf(e.getMessage())
                                .matches(
                                        "(?s).*(pre-existing shared memory|Address already in use).*");
                if (attempt == ATTEMPTS || !mayPass) {
                    throw e;
                }
                sleep(PAUSE);
            }
        }
    }

    private void watch(Server running) {
        var _ =
                running.process()
                        .onExit()
                        .thenRun(() -> Thread.ofVirtual().name("database").start(this::restart));
    }

    private void restart() {
        for (Duration pause = PAUSE; ; pause = min(pause.multipliedBy(2), LONGEST_PAUSE)) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                try {
                    server = started(server.port());
                    watch(server);
                    LOG.warn("the database had ended, it is started again");
                    return;
                } catch (IOException e) {
                    LOG.atError()
                            .addKeyValue("again", pause)
                            .log("{}", explained(directory, e).getMessage());
                }
            }
            sleep(pause);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable DirectoryLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a lock cannot be given back");
        }
    }
}
