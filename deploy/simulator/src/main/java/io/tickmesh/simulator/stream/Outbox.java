package io.tickmesh.simulator.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/// Frames on their way to one connection. They are collected and written together, because a write of its own for each
/// message costs more than everything else. Lives on the connection's event loop.
final class Outbox {

    private static final int FIRST_BYTES = 1 << 12;
    private static final int MOST_BATCH_BYTES = 1 << 16;

    private final ChannelHandlerContext channel;
    private final long limitBytes;
    private final Runnable relieved;
    private @Nullable ByteBuf batch;
    private long writtenBytes;
    private boolean closed;

    /// @param limitBytes how much may wait before the outbox is full
    /// @param relieved called when it is not full any more
    Outbox(ChannelHandlerContext channel, long limitBytes, Runnable relieved) {
        this.channel = channel;
        this.limitBytes = limitBytes;
        this.relieved = relieved;
    }

    /// Adds a frame; it goes out with the next [#flush()], or now when many have come together.
    void add(TextFrame frame) {
        if (closed) {
            return;
        }
        ByteBuf buffer = batch;
        if (buffer == null) {
            buffer = channel.alloc().directBuffer(FIRST_BYTES);
            batch = buffer;
        }
        buffer.writeBytes(frame.bytes(), 0, frame.length());
        if (buffer.readableBytes() >= MOST_BATCH_BYTES) {
            flush();
        }
    }

    /// Writes what was collected. The bytes are whole frames already and pass the frame encoder untouched.
    void flush() {
        ByteBuf buffer = batch;
        if (buffer == null) {
            return;
        }
        batch = null;
        int bytes = buffer.readableBytes();
        writtenBytes += bytes;
        var _ = channel.writeAndFlush(buffer).addListener(_ -> left(bytes));
    }

    private void left(int bytes) {
        boolean wasFull = full();
        writtenBytes -= bytes;
        if (wasFull && !full()) {
            relieved.run();
        }
    }

    boolean full() {
        ByteBuf buffer = batch;
        return writtenBytes + (buffer == null ? 0 : buffer.readableBytes()) > limitBytes;
    }

    /// Takes no more frames; what was not flushed is dropped.
    void close() {
        closed = true;
        ByteBuf buffer = batch;
        batch = null;
        if (buffer != null) {
            buffer.release();
        }
    }
}
