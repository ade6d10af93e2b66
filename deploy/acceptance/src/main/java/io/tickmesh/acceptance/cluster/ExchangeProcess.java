package io.tickmesh.acceptance.cluster;

import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The simulated exchange on a node of its own, which knows nothing of the mesh: it goes on whatever happens to the others.
record ExchangeProcess(ChildNode child, int port) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /// Starts it and does not wait.
    static ExchangeProcess start(Path configuration, Path log, int port) throws IOException {
        return new ExchangeProcess(
                ChildNode.start(
                        configuration,
                        log,
                        List.of("node.services=simulator", "simulator.port=" + port)),
                port);
    }

    /// Waits until it answers.
    ExchangeProcess awaitReady() {
        Waiting.until("exchange", START, this::answers, child::said);
        return this;
    }

    @Override
    public void close() {
        child.close();
    }

    private boolean answers() {
        try {
            return new Rest(URI.create("http://127.0.0.1:" + port)).status("/api/v3/ping") == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
