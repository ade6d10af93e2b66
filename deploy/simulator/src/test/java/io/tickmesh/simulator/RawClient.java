package io.tickmesh.simulator;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A WebSocket client that does nothing by itself: it answers no ping and shows every frame as it came. For test threads.
final class RawClient implements AutoCloseable {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 10_000;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;
    private final String status;

    /// One frame; `text` of a close frame is its reason, `code` its status and else 0.
    record Frame(int opcode, int code, String text) {}

    private RawClient(Socket socket, String path) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        this.status = head.substring("HTTP/1.1 ".length(), "HTTP/1.1 101".length());
    }

    static RawClient connect(ExchangeSimulator simulator, String path) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), simulator.port()), path);
    }

    /// Returns the HTTP status of the handshake, 101 when it went well.
    int status() {
        return Integer.parseInt(status);
    }

    /// Returns the next frame.
    ///
    /// @throws EOFException when the connection has ended
    Frame next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if ((first & 0x70) != 0 || length > 127) {
            throw new IOException("frame has reserved bits or a mask: " + first + " " + length);
        }
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        int opcode = first & 0x0f;
        int code = opcode == CLOSE && length >= 2 ? in.readUnsignedShort() : 0;
        byte[] payload = in.readNBytes(code == 0 ? length : length - 2);
        return new Frame(opcode, code, new String(payload, StandardCharsets.UTF_8));
    }

    /// Returns the next frame of this kind, dropping others.
    Frame next(int opcode) throws IOException {
        while (true) {
            Frame frame = next();
            if (frame.opcode == opcode) {
                return frame;
            }
        }
    }

    /// Returns the text of the next message.
    String text() throws IOException {
        return next(TEXT).text;
    }

    /// Sends a text and returns the text of the next message.
    String ask(String text) throws IOException {
        send(TEXT, text);
        return text();
    }

    void send(int opcode, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[payload.length + 8];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (payload.length >>> 8);
        frame[3] = (byte) payload.length;
        int header = 4;
        if (payload.length < 126) {
            frame[1] = (byte) (0x80 | payload.length);
            header = 2;
        }
        System.arraycopy(MASK, 0, frame, header, MASK.length);
        for (int i = 0; i < payload.length; i++) {
            frame[header + MASK.length + i] = (byte) (payload[i] ^ MASK[i % MASK.length]);
        }
        socket.getOutputStream().write(frame, 0, header + MASK.length + payload.length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
