package io.tickmesh.benchmarks;

import io.tickmesh.simulator.ExchangeSimulator;
import io.tickmesh.simulator.SimulatorConfig;
import io.tickmesh.simulator.market.Instruments;
import io.vertx.core.Vertx;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An exchange for load: Binance-shaped messages at a fixed rate or as fast as the reader takes them. Its WebSocket is made of
/// frames that are serialised once, so that it costs a fraction of what its reader costs; for REST it runs the simulator.
/// Thread-safe.
///
/// Stand-alone: `FloodExchange RATE CANDLES`, for example `FloodExchange 1000 SPREAD`; it prints how to connect Tickmesh to it.
public final class FloodExchange implements AutoCloseable {
    /// The rate that means: as fast as the reader takes it.
    public static final long FLOOD = Long.MAX_VALUE;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int MOST_AT_ONCE = 1_000;

    /// When the one-second candles of the symbols are sent.
    public enum Candles {
        /// Never.
        NONE,
        /// All at the end of the second, as an exchange does.
        TOGETHER,
        /// One after the other over the following second.
        SPREAD
    }

    private final Vertx vertx = Vertx.vertx();
    private final ExchangeSimulator rest =
            new ExchangeSimulator(SimulatorConfig.defaults().withTradesPerSecond(0.01));
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final long rate;
    private final Candles candles;

    /// Starts to listen on free loopback ports.
    ///
    /// @param rate price messages in a second on each connection, or [#FLOOD]
    /// @throws IOException if it cannot
    public FloodExchange(long rate, Candles candles) throws IOException {
        this.rate = rate;
        this.candles = candles;
        try {
            var _ =
                    vertx.deployVerticle(rest)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            close();
            throw new IOException("the exchange did not start", e);
        }
        Thread.ofPlatform().daemon().name("flood-accept").start(this::accept);
    }

    /// Runs an exchange until the process ends.
    ///
    /// @throws Exception if it cannot start
    public static void main(String[] args) throws Exception {
        long rate = args[0].equals("FLOOD") ? FLOOD : Long.parseLong(args[0]);
        try (FloodExchange exchange = new FloodExchange(rate, Candles.valueOf(args[1]))) {
            System.out.println("deploy/run " + String.join(" ", exchange.options()));
            Thread.currentThread().join();
        }
    }

    /// Returns the options of `deploy/run` that connect it to this exchange.
    public List<String> options() {
        return List.of(
                "--set",
                "feed.kind=binance",
                // Some streams are silent here by design.
                "--set",
                "feed.stale-after=1h",
                "--set",
                "feed.binance.rest-url=" + rest.restUrl(),
                "--set",
                "feed.binance.ws-url=ws://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
        var _ = vertx.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofPlatform().daemon().name("flood-reader").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            socket.getOutputStream().write(handshake(in));
            while (true) {
                String request = readFrame(in);
                if (request.contains("SUBSCRIBE")) {
                    String id = request.replaceAll("(?s).*\"id\":\\s*(\\d+).*", "$1");
                    Thread.ofPlatform()
                            .daemon()
                            .name("flood-writer")
                            .start(() -> write(socket, id));
                }
            }
        } catch (IOException _) {
            // The reader has gone.
        } finally {
            connections.remove(socket);
        }
    }

    private static byte[] handshake(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String key =
                head.toString()
                        .lines()
                        .filter(line ->
                                line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElseThrow(() -> new IOException("no WebSocket handshake"));
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accepted(key)
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String accepted(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads a frame of a client, whose payload is masked.
    private static String readFrame(DataInputStream in) throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        if (opcode == 8) {
            throw new IOException("closed by the client");
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    private void write(Socket socket, String requestId) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(StreamFrame.of("{\"result\":null,\"id\":" + requestId + "}").bytes());
            FloodMarket market =
                    new FloodMarket(Instruments.all(), System.currentTimeMillis() * 1_000);
            byte[] chunk = new byte[CHUNK_BYTES];
            Schedule schedule = new Schedule(market);
            while (!socket.isClosed()) {
                int length = schedule.fill(chunk);
                if (length > 0) {
                    out.write(chunk, 0, length);
                } else {
                    LockSupport.parkNanos(schedule.pauseNanos());
                }
            }
        } catch (IOException _) {
            // The reader has gone.
        }
    }

    /// What one connection gets, and when.
    private final class Schedule {
        private final FloodMarket market;
        private final long beginNanos = System.nanoTime();
        private long sent;
        private long candleSecond = System.currentTimeMillis() / 1_000;
        private int candleSymbol;

        Schedule(FloodMarket market) {
            this.market = market;
        }

        /// Writes what is due and returns its length.
        int fill(byte[] chunk) {
            long millis = System.currentTimeMillis();
            int length = dueCandles(chunk, millis);
            if (rate == FLOOD) {
                return market.ticks(chunk, length, Integer.MAX_VALUE, millis);
            }
            long due = (long) ((System.nanoTime() - beginNanos) / 1e9 * rate) - sent;
            int now = (int) Math.min(due, MOST_AT_ONCE);
            sent += now;
            return market.ticks(chunk, length, now, millis);
        }

        long pauseNanos() {
            return rate == 0 ? 1_000_000 : Math.clamp(1_000_000_000 / rate / 4, 50_000, 1_000_000);
        }

        private int dueCandles(byte[] chunk, long millis) {
            int length = 0;
            while (candles != Candles.NONE && dueMillis() <= millis) {
                // The candle opened a second before it is complete.
                length =
                        market.candle(
                                chunk, length, candleSymbol, (candleSecond - 1) * 1_000, millis);
                if (++candleSymbol == market.symbols()) {
                    candleSymbol = 0;
                    candleSecond++;
                }
            }
            return length;
        }

        private long dueMillis() {
            return candleSecond * 1_000
                    + (candles == Candles.SPREAD ? candleSymbol * 1_000L / market.symbols() : 0);
        }
    }
}
