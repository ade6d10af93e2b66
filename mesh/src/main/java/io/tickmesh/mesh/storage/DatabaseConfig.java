package io.tickmesh.mesh.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How to reach a database, and how much of it a service takes.
///
/// @param name of the database on the server
/// @param rootCertificate PEM file of the authorities that [Encryption#VERIFIED] trusts; without it those of the JVM
public record DatabaseConfig(
        String host,
        int port,
        String name,
        String user,
        Optional<Password> password,
        Encryption encryption,
        @Nullable Path rootCertificate,
        Limits limits) {

    /// Whether the connection is encrypted.
    public enum Encryption {
        NONE("disable"),
        /// If the server offers it, whoever the server is.
        PREFERRED("prefer"),
        /// Always, whoever the server is.
        REQUIRED("require"),
        /// Always, and the server's certificate must be right for its host.
        VERIFIED("verify-full");

        private final String code;

        Encryption(String code) {
            this.code = code;
        }

        /// Returns the name that PostgreSQL's own programs use.
        public String code() {
            return code;
        }
    }

    /// What a service takes of a database.
    ///
    /// @param poolSize most connections of one service
    /// @param connectTimeout how long a connection may take, and how long one waits for a free one
    /// @param statementTimeout how long one statement may take; a transaction twice as long
    public record Limits(int poolSize, Duration connectTimeout, Duration statementTimeout) {
        public static final Limits DEFAULT =
                new Limits(4, Duration.ofSeconds(5), Duration.ofSeconds(5));

        public Limits {
            if (poolSize <= 0 || !connectTimeout.isPositive() || !statementTimeout.isPositive()) {
                throw new IllegalArgumentException(
                        "poolSize, connectTimeout and statementTimeout must be positive, was %d, %s and %s"
                                .formatted(poolSize, connectTimeout, statementTimeout));
            }
        }

        /// Returns how long a transaction may take, with the wait for a connection.
        public Duration transactionTimeout() {
            return connectTimeout.plus(statementTimeout.multipliedBy(2));
        }
    }

    /// Returns the configuration of a server on this machine that a password alone protects.
    static DatabaseConfig local(int port, String name, String user, Password password) {
        return new DatabaseConfig(
                "127.0.0.1",
                port,
                name,
                user,
                Optional.of(password),
                Encryption.NONE,
                null,
                Limits.DEFAULT);
    }

    /// Returns the same with other limits.
    public DatabaseConfig withLimits(Limits other) {
        return new DatabaseConfig(
                host, port, name, user, password, encryption, rootCertificate, other);
    }

    /// Returns another database of the same server.
    public DatabaseConfig withName(String other) {
        return new DatabaseConfig(
                host, port, other, user, password, encryption, rootCertificate, limits);
    }

    /// Returns where the database is, without secrets.
    public String url() {
        return "postgresql://%s@%s:%d/%s".formatted(user, host, port, name);
    }
}
