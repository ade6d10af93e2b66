package io.tickmesh.benchmarks;

import io.tickmesh.acceptance.system.AdminToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Clients of the event stream that never read: where nothing is sent to them they are idle, else they are stalled.
final class SilentReaders implements AutoCloseable {
    private static final int RECEIVE_BYTES = 4 * 1024;

    private final List<SocketChannel> channels = new ArrayList<>();

    /// Connects all of them.
    static SilentReaders open(int port, String path, int count) throws IOException {
        SilentReaders readers = new SilentReaders();
        byte[] request =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: %s\r\n\r\n"
                        .formatted(path, port, AdminToken.BEARER)
                        .getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open();
                readers.channels.add(channel);
                var _ = channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
                var _ =
                        channel.connect(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                var _ = channel.write(ByteBuffer.wrap(request));
            }
            return readers;
        } catch (IOException e) {
            readers.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
