package io.tickmesh.acceptance.books;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/// The PostgreSQL server that a node runs below its data directory, as its files tell of it.
///
/// @param directory where the server's files are
public record EmbeddedServer(Path directory) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /// Returns the number of its main process.
    public long pid() throws IOException {
        return Long.parseLong(lines().get(PID_LINE).strip());
    }

    /// Returns the address for JDBC.
    public String url() throws IOException {
        return "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(lines().get(PORT_LINE).strip());
    }

    /// Connects as the owner of everything.
    public Connection connect() throws IOException, SQLException {
        return DriverManager.getConnection(url(), access());
    }

    /// Returns user and password.
    public Properties access() throws IOException {
        Properties access = new Properties();
        access.setProperty("user", "tickmesh");
        access.setProperty("password", Files.readString(directory.resolve("password")).strip());
        access.setProperty("connectTimeout", "5");
        access.setProperty("socketTimeout", "60");
        return access;
    }

    private List<String> lines() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("cluster/postmaster.pid"));
        if (lines.size() <= PORT_LINE) {
            throw new IOException("the server in " + directory + " is not up");
        }
        return lines;
    }
}
