package io.tickmesh.benchmarks;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads a market stream over WebSocket as fast as it comes and counts its messages, to tell what an exchange can send. It
/// looks at the length of each frame only, so that the sender and not the reader is what is measured.
///
/// Stand-alone: `StreamLoad PORT PATH SECONDS`, for example `StreamLoad 9090 /stream?streams=btcusdt@trade 10`. The first
/// second is a warm-up and does not count.
public final class StreamLoad {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int RECEIVE_BUFFER_BYTES = 1 << 20;
    private static final double NANOS = 1e9;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final byte PONG = (byte) 0x8a;

    private final InputStream in;
    private final Socket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int begin;
    private int end;
    private long messages;
    private long bytes;

    /// What was read.
    ///
    /// @param messagesPerSecond text frames
    /// @param bytesPerMessage mean length of their payload
    public record Result(double messagesPerSecond, double bytesPerMessage) {}

    private StreamLoad(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /// Measures once and prints the figures.
    ///
    /// @throws IOException if the stream ends
    public static void main(String[] args) throws IOException {
        Result result = read(Integer.parseInt(args[0]), args[1], Double.parseDouble(args[2]));
        System.out.printf(
                Locale.ROOT,
                "%,.0f messages/s of %.0f bytes%n",
                result.messagesPerSecond,
                result.bytesPerMessage);
    }

    /// Reads for so many seconds after the first.
    ///
    /// @throws IOException if the stream ends
    public static Result read(int port, String path, double seconds) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setTcpNoDelay(true);
            StreamLoad load = new StreamLoad(socket);
            load.shakeHands(path);
            load.readFor(1);
            long messages = load.messages;
            long bytes = load.bytes;
            double took = load.readFor(seconds);
            double count = load.messages - messages;
            return new Result(count / took, (load.bytes - bytes) / Math.max(1, count));
        }
    }

    private void shakeHands(String path) throws IOException {
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        DataInputStream head = new DataInputStream(in);
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) head.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("refused: " + answer);
        }
    }

    private double readFor(double seconds) throws IOException {
        long from = System.nanoTime();
        while (System.nanoTime() - from < seconds * NANOS) {
            fill();
            takeFrames();
        }
        return (System.nanoTime() - from) / NANOS;
    }

    private void fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the stream ended after " + messages + " messages");
        }
        end += read;
    }

    /// Counts the whole frames in the buffer; what is left of the last one stays.
    private void takeFrames() throws IOException {
        while (end - begin >= 2) {
            int header = 2;
            int length = buffer[begin + 1] & 0x7f;
            if (length == 126) {
                header = 4;
                if (end - begin < header) {
                    return;
                }
                length = ((buffer[begin + 2] & 0xff) << 8) | (buffer[begin + 3] & 0xff);
            } else if (length == 127) {
                throw new IOException("message of more than 64 kB");
            }
            if (end - begin < header + length) {
                return;
            }
            take(buffer[begin] & 0x0f, begin + header, length);
            begin += header + length;
        }
    }

    private void take(int opcode, int at, int length) throws IOException {
        if (opcode == CLOSE) {
            throw new EOFException("closed by the exchange after " + messages + " messages");
        }
        if (opcode == PING) {
            pong(at, length);
        } else {
            messages++;
            bytes += length;
        }
    }

    /// Repeats the payload, masked with zeros.
    private void pong(int at, int length) throws IOException {
        byte[] frame = new byte[length + 6];
        frame[0] = PONG;
        frame[1] = (byte) (0x80 | length);
        System.arraycopy(buffer, at, frame, 6, length);
        socket.getOutputStream().write(frame);
    }
}
