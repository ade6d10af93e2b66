package io.tickmesh.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Asks the node of this machine whether it is ready: the health check of a container, which has no shell to do it. The port is
/// that of `TICKMESH_NODE_PORT`. Exits with 0 if it is ready and with 1 if it is not, and says what it answered.
///
/// It runs every few seconds in a JVM of its own, so it uses as few classes as it can.
public final class HealthCheck {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int LONGEST_ANSWER = 4_096;

    private HealthCheck() {}

    /// Starts the check.
    public static void main(String[] args) {
        String port = System.getenv("TICKMESH_NODE_PORT");
        System.exit(port == null ? refused("TICKMESH_NODE_PORT is not set") : check(port));
    }

    private static int check(String port) {
        try {
            return ask(Integer.parseInt(port)) ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    /// Returns whether the node that tells its health at `port` is ready. Blocks for seconds at most.
    ///
    /// @throws IOException if nobody answers
    static boolean ask(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(
                            "GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(
                            socket.getInputStream().readNBytes(LONGEST_ANSWER),
                            StandardCharsets.UTF_8);
            System.out.println(answer.lines().reduce("no answer", (_, line) -> line));
            return answer.startsWith("HTTP/1.0 200 ") || answer.startsWith("HTTP/1.1 200 ");
        }
    }

    private static int refused(String reason) {
        System.out.println("cannot tell: " + reason);
        return 1;
    }
}
