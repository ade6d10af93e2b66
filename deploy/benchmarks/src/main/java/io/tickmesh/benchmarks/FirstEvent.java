package io.tickmesh.benchmarks;

import io.tickmesh.acceptance.system.AdminToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Waits for a server that is starting.
final class FirstEvent {
    private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(60);

    private FirstEvent() {}

    /// Returns when an event stream has shown an event of that name. Blocks; knocks every few milliseconds until the port is
    /// open.
    ///
    /// @throws IOException if it takes more than a minute
    static void await(int port, String path, String event)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + BUDGET_NANOS;
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(
                                "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sAccept: text/event-stream\r\n\r\n"
                                        .formatted(path, AdminToken.LINE)
                                        .getBytes(StandardCharsets.US_ASCII));
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals("event: " + event)) {
                        return;
                    }
                }
            } catch (IOException _) {
                // Not yet.
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        throw new IOException("no " + event + " on port " + port);
    }
}
