package io.tickmesh.gateway.stream;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// The socket of a connection that belongs to one client alone. Bytes that are ready go past the encoders of Vert.x, which would
/// make objects and small buffers of their own for each client. Belongs to one event loop.
final class RawChannel {
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(8 * 1024, 16 * 1024);

    private final ChannelHandlerContext out;

    /// @param out where the bytes leave, after all that encodes
    private RawChannel(ChannelHandlerContext out) {
        this.out = out;
    }

    /// Takes the connection over, when all that was written before has left.
    ///
    /// @param onDrained runs when the socket takes more
    static RawChannel of(Channel channel, Runnable onDrained) {
        // Of Vert.x, as long as the connection serves HTTP/1 or a WebSocket.
        ChannelHandlerContext handler = channel.pipeline().lastContext();
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        // It does not see what is written here. Heartbeats and the limit for stalled clients stand
        // in for it.
        if (channel.pipeline().get(IdleStateHandler.class) != null) {
            channel.pipeline().remove(IdleStateHandler.class);
        }
        channel.pipeline()
                .addBefore(
                        handler.name(),
                        null,
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelWritabilityChanged(ChannelHandlerContext context) {
                                context.fireChannelWritabilityChanged();
                                if (context.channel().isWritable()) {
                                    onDrained.run();
                                }
                            }
                        });
        ChannelHandlerContext encoder = channel.pipeline().context(HttpResponseEncoder.class);
        // The encoder of a WebSocket lets bytes pass; the one of HTTP would make chunks of them.
        return new RawChannel(encoder == null ? handler : encoder);
    }

    /// Returns the channel of a connection.
    static Channel channelOf(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            return base.channel();
        }
        throw new IllegalStateException("no connection of Vert.x: " + connection);
    }

    boolean isFull() {
        return !out.channel().isWritable();
    }

    void write(byte[] bytes) {
        // Failing means that the client has gone; the close handler cleans up.
        var _ = out.writeAndFlush(Unpooled.wrappedBuffer(bytes), out.voidPromise());
    }

    /// Closes the socket now. Closing the Vert.x connection, or its channel from the tail, would queue behind the bytes that the
    /// client does not read, and so never happen.
    void cut() {
        var _ = out.close();
    }
}
