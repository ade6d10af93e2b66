package io.tickmesh.mesh.storage;

import io.tickmesh.mesh.storage.DatabaseConfig.Encryption;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/// Settings of the reactive client.
final class Pools {
    private static final int MOST_WAITING = 1_000;
    private static final int STATEMENTS = 256;

    private Pools() {}

    /// Returns connections whose statements find the tables of `schema`.
    static Pool open(Vertx vertx, DatabaseConfig config, String schema) {
        PgConnectOptions options =
                new PgConnectOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setDatabase(config.name())
                        .setUser(config.user())
                        .setSslMode(SslMode.of(config.encryption().code()));
        config.password().ifPresent(password -> options.setPassword(password.reveal()));
        options.setCachePreparedStatements(true).setPreparedStatementCacheMaxSize(STATEMENTS);
        String limit = Long.toString(config.limits().statementTimeout().toMillis());
        options.addProperty("application_name", "tickmesh-" + schema)
                .addProperty("search_path", schema)
                .addProperty("statement_timeout", limit)
                .addProperty("lock_timeout", limit)
                .addProperty("idle_in_transaction_session_timeout", limit);
        if (config.encryption() != Encryption.NONE) {
            options.setSslOptions(encryption(config));
        }
        PoolOptions pool =
                new PoolOptions()
                        .setMaxSize(config.limits().poolSize())
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setConnectionTimeout((int) config.limits().connectTimeout().toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(pool)
                .with(
                        new NetClientOptions()
                                .setConnectTimeout(
                                        (int) config.limits().connectTimeout().toMillis())
                                .setTcpKeepAlive(true))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private static ClientSSLOptions encryption(DatabaseConfig config) {
        boolean verified = config.encryption() == Encryption.VERIFIED;
        ClientSSLOptions options =
                new ClientSSLOptions()
                        .setTrustAll(!verified)
                        .setHostnameVerificationAlgorithm(verified ? "HTTPS" : "");
        return verified && config.rootCertificate() != null
                ? options.setTrustOptions(
                        new PemTrustOptions().addCertPath(config.rootCertificate().toString()))
                : options;
    }
}
