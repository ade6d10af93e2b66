package io.tickmesh.benchmarks.soak;

import io.tickmesh.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The platform under a soak.
final class Processes {
    private Processes() {}

    /// Starts the platform on that exchange and waits until it is ready. Its connection is renewed, and its memory audited, far
    /// more often than by default.
    static ChildProcess tickmesh(Path root, Path work, ChildProcess exchange)
            throws IOException, InterruptedException {
        int port = ChildProcess.freePort();
        String address = "127.0.0.1:" + exchange.port();
        ChildProcess tickmesh =
                new ChildProcess(
                        List.of(
                                root.resolve("deploy/run").toString(),
                                "--port",
                                Integer.toString(port),
                                "--set",
                                "data.dir=" + work.resolve("data"),
                                "--set",
                                "feed.kind=binance",
                                "--set",
                                "feed.binance.rest-url=http://" + address,
                                "--set",
                                "feed.binance.ws-url=ws://" + address,
                                "--set",
                                "feed.stale-after=3s",
                                "--set",
                                "feed.binance.reconnect-after=2m",
                                "--set",
                                "feed.audit-every=1m"),
                        port,
                        work.resolve("tickmesh.log"));
        return awaited(tickmesh, "/health/ready");
    }

    private static ChildProcess awaited(ChildProcess process, String path)
            throws IOException, InterruptedException {
        try {
            process.await(path);
            return process;
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }
}
