package io.tickmesh.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Reads the event stream of a node until it ends, in a thread of its own. A plain socket: what a killed node had sent is read to the
/// last whole line.
public final class EventStream implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Socket socket;
    private final Thread reader;

    private EventStream(Socket socket, BufferedReader lines, Consumer<JsonNode> events) {
        this.socket = socket;
        this.reader =
                Thread.ofPlatform().daemon().name("events").start(() -> readAll(lines, events));
    }

    /// Begins to read; returns when the node has begun to answer.
    ///
    /// @param types separated by commas
    /// @param events called in the thread that reads
    public static EventStream open(Rest node, String types, Consumer<JsonNode> events)
            throws IOException {
        URI address = node.address();
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(
                        "GET /api/v1/events?types=%s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sAccept: text/event-stream\r\n\r\n"
                                .formatted(types, AdminToken.LINE)
                                .getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String status = lines.readLine();
        if (status == null || !status.contains(" 200 ")) {
            socket.close();
            throw new IOException("the event stream answered " + status);
        }
        return new EventStream(socket, lines, events);
    }

    /// Waits until the node has ended the stream and everything has been read.
    public void awaitEnd() throws InterruptedException {
        reader.join();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void readAll(BufferedReader lines, Consumer<JsonNode> events) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int from = line.indexOf("data:");
                // The last line of a killed node may be cut.
                if (from == 0 && line.endsWith("}")) {
                    events.accept(JSON.readTree(line.substring("data:".length())));
                }
            }
        } catch (IOException _) {
            // The node is gone, or nobody wants to read any more.
        }
    }
}
