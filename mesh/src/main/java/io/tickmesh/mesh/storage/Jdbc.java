package io.tickmesh.mesh.storage;

import io.tickmesh.mesh.storage.DatabaseConfig.Encryption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/// Blocking connections, for what happens once at a start.
final class Jdbc {
    /// The driver also throws what it logs, and its log goes to the terminal. Held, because a logger that nobody holds forgets.
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    static {
        DRIVER.setLevel(Level.OFF);
    }

    private Jdbc() {}

    /// Opens a connection; it belongs to the caller.
    static Connection connect(DatabaseConfig config) throws SQLException {
        return source(config).getConnection();
    }

    /// Returns what opens connections.
    static PGSimpleDataSource source(DatabaseConfig config) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {config.host()});
        source.setPortNumbers(new int[] {config.port()});
        source.setDatabaseName(config.name());
        source.setUser(config.user());
        config.password().ifPresent(password -> source.setPassword(password.reveal()));
        source.setApplicationName("tickmesh");
        source.setSslMode(config.encryption().code());
        if (config.encryption() == Encryption.VERIFIED) {
            if (config.rootCertificate() == null) {
                source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
            } else {
                source.setSslRootCert(config.rootCertificate().toString());
            }
        }
        int seconds = Math.max(1, (int) config.limits().connectTimeout().toSeconds());
        source.setConnectTimeout(seconds);
        source.setLoginTimeout(seconds);
        return source;
    }
}
