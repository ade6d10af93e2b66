package io.tickmesh.mesh.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir Path directory;

    @Test
    void keepsRowsOverARestartAndWaitsForTheDisk() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data())) {
            run(database, "CREATE TABLE kept (it int)");
            run(database, "INSERT INTO kept VALUES (42)");
            assertThat(one(database, "SHOW fsync")).isEqualTo("on");
            assertThat(one(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(one(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(one(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data())) {
            assertThat(one(database, "SELECT it FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void letsOnlyThoseInWhoKnowThePasswordInItsDirectory() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data())) {
            DatabaseConfig right = database.config();
            DatabaseConfig wrong =
                    DatabaseConfig.local(
                            right.port(), right.name(), right.user(), new Password("guess"));

            assertThatThrownBy(() -> Jdbc.connect(wrong).close())
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(Failure.of(e)).isEqualTo(Failure.ACCESS));
            assertThat(right.toString())
                    .doesNotContain(Files.readString(data().resolve("password")));
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(data().resolve("password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void twoOnOneDirectoryIsOneClearError() {
        try (EmbeddedDatabase first = EmbeddedDatabase.open(data())) {
            assertThatThrownBy(() -> EmbeddedDatabase.open(data()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("is in use by another Tickmesh (process ");
            assertThat(first.pid()).isPositive();
        }
    }

    @Test
    void takesOverTheServerOfAProcessThatWasKilled() throws Exception {
        Process killed = child();
        long pid;
        try (BufferedReader out = killed.inputReader(StandardCharsets.UTF_8)) {
            pid = Long.parseLong(String.valueOf(out.readLine()));
            assertThatThrownBy(() -> EmbeddedDatabase.open(data()))
                    .hasMessageContaining("(process " + killed.pid() + ")");
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).contains(true);

        try (EmbeddedDatabase database = EmbeddedDatabase.open(data())) {
            assertThat(database.pid()).isEqualTo(pid);
            assertThat(one(database, "SELECT count(*) FROM kept")).isEqualTo("1");
            assertThat(
                            one(
                                    database,
                                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"))
                    .as("sessions of the one that was killed")
                    .isEqualTo("0");
        }
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void isStartedAgainWhenItEndsAndRecovers() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data())) {
            run(database, "CREATE TABLE kept AS SELECT 1");
            long before = database.pid();
            int port = database.config().port();

            ProcessHandle.of(before).orElseThrow().destroyForcibly();

            await("another server", () -> database.pid() != before);
            assertThat(database.config().port()).isEqualTo(port);
            assertThat(one(database, "SELECT count(*) FROM kept")).isEqualTo("1");
        }
    }

    @Test
    void aForeignDirectoryIsLeftAlone() throws Exception {
        Files.createDirectories(data().resolve("cluster"));
        Files.writeString(data().resolve("cluster/letter"), "to mother");

        assertThatThrownBy(() -> EmbeddedDatabase.open(data()))
                .hasMessageContaining("holds files, but no PostgreSQL database");
        assertThat(data().resolve("cluster/letter")).hasContent("to mother");
    }

    @Test
    void aFileInTheWayAnotherVersionAndABrokenClusterAreToldApart() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedDatabase.open(file.resolve("postgres")))
                .hasMessageContaining(file.toString());

        EmbeddedDatabase.open(data()).close();
        Path version = data().resolve("cluster/PG_VERSION");
        Files.writeString(version, "17\n");
        assertThatThrownBy(() -> EmbeddedDatabase.open(data()))
                .hasMessageContaining("initialized by PostgreSQL version 17");

        Files.writeString(version, "18\n");
        Files.delete(data().resolve("cluster/global/pg_control"));
        assertThatThrownBy(() -> EmbeddedDatabase.open(data()))
                .hasMessageContaining("does not start")
                .hasMessageContaining("pg_control");
    }

    @Test
    void anInitialisationThatWasCutOffBeginsAnew() throws Exception {
        Files.createDirectories(data().resolve("cluster.half/base"));

        try (EmbeddedDatabase database = EmbeddedDatabase.open(data())) {
            assertThat(one(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aThrowAwayDatabaseLeavesNothing() throws Exception {
        String files;
        try (ThrowAwayDatabase database = ThrowAwayDatabase.start()) {
            assertThat(one(database.config(), "SHOW fsync")).isEqualTo("off");
            files = one(database.config(), "SHOW data_directory");
            assertThat(Path.of(files)).isDirectory();
        }
        assertThat(Path.of(files).resolveSibling("password")).doesNotExist();
        assertThat(Path.of(files)).doesNotExist();
    }

    /// Another JVM that opens the directory, leaves a transaction open and waits.
    private Process child() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        data().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path data() {
        return directory.resolve("data/postgres");
    }

    private static void run(EmbeddedDatabase database, String sql) throws SQLException {
        run(database.config(), sql);
    }

    private static void run(DatabaseConfig config, String sql) throws SQLException {
        try (Connection connection = Jdbc.connect(config);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(EmbeddedDatabase database, String sql) throws SQLException {
        return one(database.config(), sql);
    }

    private static String one(DatabaseConfig config, String sql) throws SQLException {
        try (Connection connection = Jdbc.connect(config);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return Optional.ofNullable(rows.getString(1)).orElseThrow();
        }
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /// The program of the other JVM.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database =
                    EmbeddedDatabase.open(Path.of(List.of(arguments).getFirst()));
            run(database, "CREATE TABLE kept AS SELECT 1");
            try (Connection open = Jdbc.connect(database.config());
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.execute("INSERT INTO kept VALUES (2)");
                System.out.println(database.pid());
                LockSupport.parkNanos(Duration.ofMinutes(5).toNanos());
            }
        }
    }
}
