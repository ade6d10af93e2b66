package io.tickmesh.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads an event stream from a real socket, on a thread of its own.
final class SseReader implements AutoCloseable {
    /// Stands for the end of the stream.
    static final Message END = new Message(Map.of(), List.of(), true);

    private static final long DEADLINE_SECONDS = 10;

    final Map<String, String> headers = new LinkedHashMap<>();
    final String status;
    private final Socket socket;
    private final BufferedReader in;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    /// @param fields by name
    /// @param comments lines that begin with a colon
    /// @param end whether this is [#END]
    record Message(Map<String, String> fields, List<String> comments, boolean end) {
        String event() {
            return fields.getOrDefault("event", "");
        }

        String data() {
            return fields.getOrDefault("data", "");
        }
    }

    SseReader(int port, String path) {
        this(port, path, TestGateway.AUTHORIZATION);
    }

    /// @param authorization a line that lets it in
    SseReader(int port, String path, String authorization) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream()
                    .write(
                            ("GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: localhost\r\n"
                                            + authorization
                                            + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            in =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = line();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 2));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    /// Returns the next event, past greeting and heartbeats; [#END] when the stream has ended.
    Message next() {
        Message message = nextOrComment();
        while (!message.end() && message.event().isEmpty()) {
            message = nextOrComment();
        }
        return message;
    }

    /// Returns the next event, waiting for one of that type.
    Message next(String event) {
        Message message = next();
        while (!message.event().equals(event)) {
            if (message.end()) {
                throw new AssertionError("the stream ended before " + event);
            }
            message = next();
        }
        return message;
    }

    Message nextOrComment() {
        try {
            Message message = messages.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message in time");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Returns a message that has come, null if there is none.
    @Nullable Message pollNow() {
        return messages.poll();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> comments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        try {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                // All that is sent here is ASCII, so that bytes are characters.
                for (int i = 0; i < size; i++) {
                    char next = (char) in.read();
                    if (next != '\n') {
                        text.append(next);
                        continue;
                    }
                    String line = text.toString();
                    text.setLength(0);
                    if (line.isEmpty()) {
                        messages.add(new Message(Map.copyOf(fields), List.copyOf(comments), false));
                        fields.clear();
                        comments.clear();
                    } else if (line.startsWith(":")) {
                        comments.add(line.substring(1).strip());
                    } else {
                        int colon = line.indexOf(':');
                        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
                    }
                }
                line();
            }
        } catch (IOException | RuntimeException e) {
            // The socket was closed, by one side or the other.
            messages.add(END);
            return;
        }
        messages.add(END);
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        return Objects.requireNonNull(in.readLine(), "the connection was closed");
    }
}
