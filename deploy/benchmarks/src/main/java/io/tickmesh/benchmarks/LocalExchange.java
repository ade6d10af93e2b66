package io.tickmesh.benchmarks;

import io.tickmesh.simulator.SimulatorMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The simulated exchange in a process of its own.
public final class LocalExchange {
    private LocalExchange() {}

    /// Starts it and waits until it answers.
    ///
    /// @param options as on its command line, without the port
    public static ChildProcess start(Path work, String... options)
            throws IOException, InterruptedException {
        int port = ChildProcess.freePort();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SimulatorMain.class.getName(),
                                "--port",
                                Integer.toString(port)));
        command.addAll(List.of(options));
        ChildProcess exchange = new ChildProcess(command, port, work.resolve("exchange.log"));
        try {
            exchange.await("/api/v3/ping");
            return exchange;
        } catch (IOException | InterruptedException e) {
            exchange.close();
            throw e;
        }
    }
}
