package io.tickmesh.acceptance.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.storage.EmbeddedDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// The judge must notice every error that is planted into right books.
final class JudgeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    @TempDir private static Path directory;

    private static EmbeddedDatabase server;
    private static Connection connection;

    @BeforeAll
    static void begin() throws Exception {
        server = EmbeddedDatabase.open(directory);
        EmbeddedServer files = new EmbeddedServer(directory);
        Flyway.configure()
                .dataSource(files.url(), "tickmesh", files.access().getProperty("password"))
                .schemas("bots")
                .locations("classpath:db/bots")
                .load()
                .migrate();
        connection = files.connect();
        // Errors are planted that the tables themselves would refuse.
        execute("ALTER TABLE bots.fill DROP CONSTRAINT fill_order_id_fkey");
        execute("ALTER TABLE bots.fill DROP CONSTRAINT fill_pkey");
    }

    @AfterAll
    static void end() throws Exception {
        connection.close();
        server.close();
    }

    @BeforeEach
    void rightBooks() throws Exception {
        try (var sql =
                Objects.requireNonNull(JudgeTest.class.getResourceAsStream("right-books.sql"))) {
            execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterEach
    void empty() throws Exception {
        execute(
                "TRUNCATE bots.account, bots.bot, bots.orders, bots.fill, bots.position, bots.trade, bots.equity, bots.event");
    }

    @Test
    void findsNothingInRightBooks() throws Exception {
        StoredBooks books = StoredBooks.read(connection);

        assertThat(Judge.findings(books)).isEmpty();
        assertThat(Judge.forgotten(books, NOW, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "planted-errors.csv", delimiter = '|', numLinesToSkip = 1)
    void findsAPlantedError(String error, String finding) throws Exception {
        execute(error);

        StoredBooks books = StoredBooks.read(connection);

        assertThat(Judge.findings(books)).anySatisfy(found -> assertThat(found).contains(finding));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "forgotten-orders.csv", delimiter = '|', numLinesToSkip = 1)
    void findsAnOrderThatNothingEnds(String error, String finding) throws Exception {
        execute(error);

        StoredBooks books = StoredBooks.read(connection);

        assertThat(Judge.forgotten(books, NOW, NOW))
                .anySatisfy(found -> assertThat(found).contains(finding));
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO bots; " + sql);
        }
    }
}
