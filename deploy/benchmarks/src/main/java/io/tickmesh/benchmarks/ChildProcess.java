package io.tickmesh.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server under measurement: a process with an HTTP port on loopback, whose use of the machine Linux tells. Stopped by
/// [#close].
final class ChildProcess implements AutoCloseable {
    private static final Duration START_BUDGET = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 20;
    private static final double JIFFIES_PER_SECOND = 100;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;
    private final long begunNanos;

    /// Starts it; its output goes to `log`.
    ///
    /// @param port where it will listen
    ChildProcess(List<String> command, int port, Path log) throws IOException {
        this.port = port;
        this.begunNanos = System.nanoTime();
        this.process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .redirectInput(new File("/dev/null"))
                        .start();
        // Also when this program is told to end in the middle of a measurement.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-child"));
    }

    /// Returns a port that is free now.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /// Returns [System#nanoTime] when it was started.
    long begunNanos() {
        return begunNanos;
    }

    /// Waits until the page answers with success.
    void await(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_BUDGET.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException("ended with code " + process.exitValue());
            }
            try {
                if (send("GET", path).statusCode() == 200) {
                    return;
                }
            } catch (IOException _) {
                // It does not listen yet.
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException(path + " did not answer within " + START_BUDGET);
    }

    /// Returns the body of the answer.
    String get(String path) throws IOException, InterruptedException {
        return send("GET", path).body();
    }

    /// Returns the body of the answer.
    String post(String path) throws IOException, InterruptedException {
        return send("POST", path).body();
    }

    /// Returns the processor time that it has used, in seconds. Threads that have ended count: the JVM ends and starts compiler
    /// threads all the time.
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        // The name of the program, in parentheses, may hold spaces; the fields after it do not.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / JIFFIES_PER_SECOND;
    }

    /// Returns its resident memory in megabytes.
    double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("the system does not tell the memory of process " + process.pid());
    }

    @Override
    public void close() {
        client.close();
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

    private HttpResponse<String> send(String method, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofMinutes(2))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
