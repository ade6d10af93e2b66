package io.tickmesh.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings of the server, and its certificate, which is read again when its file changes.
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    // Small, so that a client that does not read is noticed after kilobytes, not megabytes.
    private static final int SEND_BUFFER_BYTES = 32 * 1024;
    // Clients of the event stream have nothing to say.
    private static final int LONGEST_SOCKET_MESSAGE = 4 * 1024;
    private static final Duration LOOK = Duration.ofSeconds(10);

    private Listening() {}

    static HttpServerOptions options(GatewayConfig config) {
        ServerConfig.Limits limits = config.server().limits();
        // Longer than the heartbeat, which keeps quiet streams alive.
        Duration quiet = config.sse().heartbeat().multipliedBy(3);
        Duration idle = quiet.compareTo(limits.idleTime()) > 0 ? quiet : limits.idleTime();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setTcpNoDelay(true)
                        .setMaxInitialLineLength(limits.requestLineBytes())
                        .setMaxHeaderSize(limits.headerBytes())
                        .setSendBufferSize(SEND_BUFFER_BYTES)
                        .setIdleTimeout(Math.max(1, (int) idle.toSeconds()))
                        // Browsers and programs speak it over TLS only.
                        .setHttp2ClearTextEnabled(false)
                        // Compressing for each client alone would cost more than all the rest.
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setMaxWebSocketFrameSize(LONGEST_SOCKET_MESSAGE)
                        .setMaxWebSocketMessageSize(LONGEST_SOCKET_MESSAGE);
        return config.server().tls().map(tls -> encrypted(options, tls)).orElse(options);
    }

    /// Reads the certificate again whenever its file changes.
    static void follow(Vertx vertx, HttpServer server, ServerConfig.Tls tls) {
        changed(vertx, tls)
                .onComplete(
                        begun -> look(vertx, server, tls, begun), _ -> look(vertx, server, tls, 0));
    }

    private static HttpServerOptions encrypted(HttpServerOptions options, ServerConfig.Tls tls) {
        return options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(certificate(tls))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    }

    private static void look(Vertx vertx, HttpServer server, ServerConfig.Tls tls, long known) {
        vertx.setTimer(
                LOOK.toMillis(),
                _ ->
                        changed(vertx, tls)
                                .compose(time ->
                                        time == known
                                                ? Future.succeededFuture(known)
                                                : read(server, tls).map(time))
                                .onComplete(
                                        time -> look(vertx, server, tls, time),
                                        failure -> {
                                            LOG.atWarn()
                                                    .setCause(failure)
                                                    .log(
                                                            "the certificate cannot be read; the one before goes on");
                                            look(vertx, server, tls, known);
                                        }));
    }

    private static Future<Long> changed(Vertx vertx, ServerConfig.Tls tls) {
        return vertx.fileSystem()
                .props(tls.certificate().toString())
                .map(properties -> properties.lastModifiedTime());
    }

    private static Future<?> read(HttpServer server, ServerConfig.Tls tls) {
        ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(certificate(tls));
        var _ = options.setUseAlpn(true);
        var _ = options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        return server.updateSSLOptions(options)
                .onSuccess(_ -> LOG.atInfo().log("the certificate was read again"));
    }

    private static PemKeyCertOptions certificate(ServerConfig.Tls tls) {
        return new PemKeyCertOptions()
                .setCertPath(tls.certificate().toString())
                .setKeyPath(tls.key().toString());
    }
}
