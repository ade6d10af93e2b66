package io.tickmesh.benchmarks;

import io.tickmesh.mesh.time.WallClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The least that a server of events can do: one thread that writes ready bytes to every connection, and nothing else. How late its
/// events come is what the socket writes of this machine cost by themselves, and no gateway can be faster.
///
/// Stand-alone: `BareFanOut PORT EVENTS_PER_SECOND`. Whoever connects is sent an event stream, whatever he asks.
final class BareFanOut {
    private static final int STAMP_DIGITS = 16;
    private static final int BACKLOG = 1_024;
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private final List<SocketChannel> clients = new ArrayList<>();
    private final ByteBuffer event;
    private final int stampAt;

    private BareFanOut() {
        String stamp = "0".repeat(STAMP_DIGITS);
        // As many bytes as a price has.
        String text =
                """
                id: 000koup7urf-bare-0000000001
                event: PriceUpdated
                data: {"type":"PriceUpdated","id":"000koup7urf-bare-0000000001","time":"2026-01-01T00:00:00.000Z",\
                "node":"bare","cause":null,"publishedMicros":%s,"sequence":1000000001,"eventMillis":1767225600001,\
                "receivedMicros":1767225600001001,"symbol":"BTCUSDT","bid":60000.01,"bidQuantity":31.21,"ask":60000.02,\
                "askQuantity":40.66,"last":60000.01,"lastQuantity":0.12}

                """
                        .formatted(stamp);
        String chunk = Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
        byte[] bytes = chunk.getBytes(StandardCharsets.US_ASCII);
        event = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        stampAt = chunk.indexOf(stamp);
    }

    /// Starts it in a process of its own.
    static ChildProcess start(Path work, int eventsPerSecond) throws IOException {
        int port = ChildProcess.freePort();
        return new ChildProcess(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareFanOut.class.getName(),
                        Integer.toString(port),
                        Integer.toString(eventsPerSecond)),
                port,
                work.resolve("bare.log"));
    }

    /// Serves until the process ends.
    ///
    /// @throws IOException if it cannot listen
    public static void main(String[] args) throws IOException {
        new BareFanOut().serve(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void serve(int port, int eventsPerSecond) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            var _ =
                    server.bind(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            var _ = server.configureBlocking(false);
            long periodMicros = Duration.ofSeconds(1).toNanos() / 1_000 / eventsPerSecond;
            // An event that comes late because those before it took long is late for its clients
            // too.
            for (long due = WallClock.micros(); ; due += periodMicros) {
                letIn(server);
                for (long early = due - WallClock.micros(); early > 0; ) {
                    LockSupport.parkNanos(early * 1_000);
                    early = due - WallClock.micros();
                }
                stamp(due);
                clients.removeIf(client -> !isTold(client));
            }
        }
    }

    private void letIn(ServerSocketChannel server) throws IOException {
        for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
            var _ = client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var _ = client.configureBlocking(false);
            var _ = client.write(ByteBuffer.wrap(HEAD.getBytes(StandardCharsets.US_ASCII)));
            clients.add(client);
        }
    }

    private void stamp(long micros) {
        long rest = micros;
        for (int i = stampAt + STAMP_DIGITS - 1; i >= stampAt; i--) {
            event.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /// Returns false when the client has gone, or is so slow that its buffers are full.
    private boolean isTold(SocketChannel client) {
        event.rewind();
        try {
            var _ = client.write(event);
            if (event.hasRemaining()) {
                client.close();
            }
            return client.isOpen();
        } catch (IOException _) {
            return false;
        }
    }
}
