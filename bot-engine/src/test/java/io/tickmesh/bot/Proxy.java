package io.tickmesh.bot;

import io.tickmesh.mesh.storage.DatabaseConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A way to a database that can be cut.
final class Proxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final DatabaseConfig target;
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private NetServer server;
    private final int port;

    Proxy(DatabaseConfig target) {
        this.target = target;
        server = listen(0);
        port = server.actualPort();
    }

    /// Returns the database behind this.
    DatabaseConfig database() {
        return new DatabaseConfig(
                "127.0.0.1",
                port,
                target.name(),
                target.user(),
                target.password(),
                target.encryption(),
                target.rootCertificate(),
                target.limits());
    }

    /// Ends all connections and takes none.
    void cut() {
        await(server.close());
        sockets.forEach(socket -> await(socket.close()));
        sockets.clear();
    }

    void mend() {
        server = listen(port);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private NetServer listen(int at) {
        return await(vertx.createNetServer().connectHandler(this::connect).listen(at, "127.0.0.1"));
    }

    private void connect(NetSocket near) {
        sockets.add(near);
        near.pause();
        client.connect(target.port(), target.host())
                .onComplete(
                        far -> {
                            sockets.add(far);
                            near.closeHandler(_ -> far.close().onFailure(_ -> {}));
                            far.closeHandler(_ -> near.close().onFailure(_ -> {}));
                            near.handler(data -> far.write(data).onFailure(_ -> {}));
                            far.handler(data -> near.write(data).onFailure(_ -> {}));
                            near.resume();
                        },
                        _ -> near.close().onFailure(_ -> {}));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing happened in time", e);
        }
    }
}
