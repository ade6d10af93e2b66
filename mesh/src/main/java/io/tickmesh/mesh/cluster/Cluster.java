package io.tickmesh.mesh.cluster;

import com.hazelcast.internal.util.ClockProperties;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The Vert.x of a node: alone, or one of a cluster whose event bus reaches all nodes.
///
/// Hazelcast, which knows the members, has neither encryption nor authentication in the open-source edition: its port belongs on a
/// private network. The event bus can have both, see [ClusterConfig.BusTls].
public final class Cluster {
    /// The reader of a connection answers pings; one that is silent for this long is frozen or cut off, and its connection is closed
    /// with all that waits in it. That is what was published before it was missed, see [ClusterNodes#unreading], and its heartbeats.
    static final Duration SILENCE = Duration.ofSeconds(6);

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int RECONNECT_ATTEMPTS = 2;
    private static final Duration RECONNECT_INTERVAL = Duration.ofMillis(250);

    private Cluster() {}

    /// Starts Vert.x. What nobody catches in it is logged.
    ///
    /// @param node name of this node, by which the others know it
    /// @return fails if the ports are taken or nothing can be bound, or another node keeps the name for 15 s; a node that finds no others is its own cluster and goes on looking
    public static Future<Vertx> vertx(VertxOptions options, String node, ClusterConfig config) {
        Future<Vertx> started =
                config.enabled()
                        ? clustered(options, node, config)
                        : Future.succeededFuture(Vertx.vertx(options));
        return started.onSuccess(vertx -> vertx.exceptionHandler(Cluster::log));
    }

    /// What is published to several nodes has one promise, which each of the connections completes: for the second one it is an error,
    /// and for nobody else.
    private static void log(Throwable failure) {
        boolean toldTwice =
                failure instanceof IllegalStateException
                        && "Promise already completed".equals(failure.getMessage());
        LOG.atLevel(toldTwice ? Level.DEBUG : Level.ERROR)
                .setCause(failure)
                .log("unhandled exception");
    }

    private static Future<Vertx> clustered(
            VertxOptions options, String node, ClusterConfig config) {
        // Its first lines come before it has read its configuration.
        System.setProperty(Membership.LOGGING, "slf4j");
        System.setProperty(ClockProperties.HAZELCAST_CLOCK_IMPL, ClusterClock.class.getName());
        // Not bound to an event loop: those of a node that is refused are gone.
        Promise<Vertx> joined = Promise.promise();
        Vertx.builder()
                .with(new VertxOptions(options).setEventBusOptions(bus(config)))
                .withClusterManager(new SteadyHazelcast(Membership.config(node, config)))
                .buildClustered()
                .onComplete(
                        vertx ->
                                UniqueName.free(vertx)
                                        .onComplete(
                                                _ -> joined.complete(vertx),
                                                refused ->
                                                        vertx.close()
                                                                .onComplete(
                                                                        _ -> joined.fail(refused))),
                        joined::fail);
        return joined.future();
    }

    private static EventBusOptions bus(ClusterConfig config) {
        EventBusOptions bus =
                new EventBusOptions()
                        .setHost(config.host())
                        .setPort(config.busPort())
                        .setClusterPingInterval(PING.toMillis())
                        .setClusterPingReplyInterval(PING.toMillis())
                        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                        .setReconnectAttempts(RECONNECT_ATTEMPTS)
                        .setReconnectInterval(RECONNECT_INTERVAL.toMillis())
                        // Only this closes the connection to a reader that does not read: a close
                        // after
                        // a missing pong waits behind the data that it does not take.
                        .setReadIdleTimeout((int) SILENCE.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true);
        config.tls().ifPresent(tls -> encrypt(bus, tls));
        return bus;
    }

    private static void encrypt(EventBusOptions bus, ClusterConfig.BusTls tls) {
        var _ =
                bus.setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .addCertPath(tls.certificate().toString())
                                        .addKeyPath(tls.key().toString()))
                        .setTrustOptions(new PemTrustOptions().addCertPath(tls.trust().toString()))
                        .setTrustAll(false)
                        .setClientAuth(ClientAuth.REQUIRED);
    }
}
