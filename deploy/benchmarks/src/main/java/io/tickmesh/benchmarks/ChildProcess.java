package io.tickmesh.benchmarks;

import io.tickmesh.acceptance.system.AdminToken;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server under measurement: a process with an HTTP port on loopback, whose use of the machine Linux tells. Stopped by
/// [#close].
public final class ChildProcess implements AutoCloseable {
    private static final Duration START_BUDGET = Duration.ofSeconds(60);
    private static final long STOP_SECONDS = 20;
    private static final double JIFFIES_PER_SECOND = 100;

    /// Metaspace, which is no heap, has no total.
    private static final Pattern HEAP_IN_USE = Pattern.compile("total \\d+K, used (\\d+)K");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final int port;
    private final long begunNanos;

    /// Starts it; its output goes to `log`.
    ///
    /// @param port where it will listen
    public ChildProcess(List<String> command, int port, Path log) throws IOException {
        this.port = port;
        this.begunNanos = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command);
        AdminToken.tell(builder.environment());
        this.process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .redirectInput(new File("/dev/null"))
                        .start();
        // Also when this program is told to end in the middle of a measurement.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-child"));
    }

    /// Returns a port that is free now.
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Returns where it listens.
    public int port() {
        return port;
    }

    /// Returns [System#nanoTime] when it was started.
    long begunNanos() {
        return begunNanos;
    }

    /// Waits until the page answers with success.
    public void await(String path) throws IOException, InterruptedException {
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

    /// Waits until it takes connections.
    void awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_BUDGET.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                // It does not listen yet.
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("does not listen");
    }

    /// Returns the body of the answer.
    public String get(String path) throws IOException, InterruptedException {
        return send("GET", path).body();
    }

    /// Returns the body of the answer.
    String post(String path) throws IOException, InterruptedException {
        return send("POST", path).body();
    }

    /// Sends JSON that must be accepted.
    ///
    /// @param body may be empty
    public void order(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, HttpRequest.BodyPublishers.ofString(body));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "%s %s %s: %d %s"
                            .formatted(method, path, body, answer.statusCode(), answer.body()));
        }
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
    public double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("the system does not tell the memory of process " + process.pid());
    }

    /// Returns how much of a JVM's heap is in use after a full collection, in megabytes.
    public double liveMegabytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher generation = HEAP_IN_USE.matcher(jcmd("GC.heap_info"));
        double kilobytes = 0;
        while (generation.find()) {
            kilobytes += Long.parseLong(generation.group(1));
        }
        return kilobytes / 1024;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                                Long.toString(process.pid()),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + said);
        }
        return said;
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
        return send(method, path, HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, body)
                        .header("Authorization", AdminToken.BEARER)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(2))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
