package io.tickmesh.acceptance.cluster;

import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.simulator.SimulatorMain;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The simulated exchange in a process of its own: it goes on whatever happens to nodes.
record ExchangeProcess(Process process, int port) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 10;

    /// Starts it and waits until it answers.
    static ExchangeProcess start(Path work, int port, String tradesPerSecond) throws IOException {
        File log = work.resolve("exchange.log").toFile();
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin/java")
                                                .toString(),
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        SimulatorMain.class.getName(),
                                        "--port",
                                        Integer.toString(port),
                                        "--trades-per-second",
                                        tradesPerSecond))
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .redirectInput(new File("/dev/null"))
                        .start();
        // Also when this program is told to end.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-exchange"));
        ExchangeProcess exchange = new ExchangeProcess(process, port);
        Waiting.until("exchange", START, exchange::answers, () -> "see " + log);
        return exchange;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try {
            return new Rest(URI.create("http://127.0.0.1:" + port)).status("/api/v3/ping") == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
