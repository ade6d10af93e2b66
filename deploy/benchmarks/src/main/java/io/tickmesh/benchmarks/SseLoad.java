package io.tickmesh.benchmarks;

import io.tickmesh.acceptance.system.AdminToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// Many clients of an event stream in one thread: counts events and measures how long after its publication each arrives.
///
/// Stand-alone: `SseLoad PORT PATH CLIENTS SECONDS [EVENT]`, for example `SseLoad 8080 /api/v1/events 100 10 SignalGenerated`.
/// `TICKMESH_GATEWAY_ADMIN_TOKEN` holds the token to show.
public final class SseLoad {
    private static final int READ_BYTES = 1 << 18;
    private static final long HIGHEST_MICROS = 60_000_000;

    private final Target target;
    private final List<SseClient> clients = new ArrayList<>();
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(READ_BYTES);

    private SseLoad(Target target) {
        this.target = target;
    }

    /// What to listen to.
    ///
    /// @param event only events of this name count; all if it is empty
    /// @param stamp what precedes the 16 digits of the publication time, epoch microseconds
    public record Target(int port, String path, String event, String stamp) {
        /// Returns Tickmesh's own stream.
        public static Target tickmesh(int port, String path, String event) {
            return new Target(port, path, event, "\"publishedMicros\":");
        }
    }

    /// What the clients saw.
    ///
    /// @param clients how many there were
    /// @param closed connections that ended too early
    /// @param events those that count, of all clients
    /// @param micros from publication to reception
    public record Result(int clients, int closed, double seconds, long events, Histogram micros) {
        /// Returns a percentile in milliseconds.
        public double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }
    }

    /// Listens, and returns what came after the warm-up. Blocks.
    ///
    /// @throws IOException if not all clients could connect
    public static Result run(Target target, int clients, Duration warmUp, Duration measured)
            throws IOException {
        SseLoad load = new SseLoad(target);
        try (Selector selector = Selector.open()) {
            try {
                load.connect(selector, clients);
                Histogram micros = new Histogram(HIGHEST_MICROS, 3);
                load.listen(selector, micros, warmUp);
                micros.reset();
                load.clients.forEach(SseClient::forget);
                long begin = System.nanoTime();
                load.listen(selector, micros, measured);
                return new Result(
                        clients,
                        (int) load.clients.stream().filter(SseClient::isClosed).count(),
                        (System.nanoTime() - begin) / 1e9,
                        load.clients.stream().mapToLong(SseClient::events).sum(),
                        micros);
            } finally {
                for (SseClient client : load.clients) {
                    client.channel().close();
                }
            }
        }
    }

    /// Listens to a running system and prints one line.
    ///
    /// @throws IOException if it cannot connect
    public static void main(String[] args) throws IOException {
        Target target =
                Target.tickmesh(Integer.parseInt(args[0]), args[1], args.length > 4 ? args[4] : "");
        Result result =
                run(
                        target,
                        Integer.parseInt(args[2]),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(Long.parseLong(args[3])));
        System.out.printf(
                "%d clients (%d closed), %.0f events/s, p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                result.clients(),
                result.closed(),
                result.events() / result.seconds(),
                result.millis(50),
                result.millis(99),
                result.millis(100));
    }

    private void connect(Selector selector, int count) throws IOException {
        byte[] request =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%sAccept: text/event-stream\r\n\r\n"
                        .formatted(target.path(), target.port(), AdminToken.LINE)
                        .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            SocketChannel channel =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
            SseClient client = new SseClient(channel, target);
            clients.add(client);
            var _ = channel.write(ByteBuffer.wrap(request));
            var _ = channel.configureBlocking(false);
            var _ = channel.register(selector, SelectionKey.OP_READ, client);
        }
    }

    private void listen(Selector selector, Histogram micros, Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            var _ =
                    selector.select(
                            key -> {
                                if (key.attachment() instanceof SseClient client
                                        && !client.read(bytes, micros)) {
                                    key.cancel();
                                }
                            },
                            Math.max(1, left / 1_000_000));
        }
    }
}
