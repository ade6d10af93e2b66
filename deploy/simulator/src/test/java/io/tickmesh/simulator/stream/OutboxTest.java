package io.tickmesh.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final long LIMIT_BYTES = 200;

    private int relieved;
    private int writtenBytes;
    private final Deque<ChannelPromise> writes = new ArrayDeque<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new Network(), new ChannelInboundHandlerAdapter());
    private final Outbox outbox =
            new Outbox(
                    Objects.requireNonNull(
                            channel.pipeline().context(ChannelInboundHandlerAdapter.class)),
                    LIMIT_BYTES,
                    () -> relieved++);
    private final TextFrame frame =
            new TextFrame().of("x".repeat(98).getBytes(StandardCharsets.US_ASCII));

    /// Takes bytes at once and says only later that they were written.
    private final class Network extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ByteBuf bytes = (ByteBuf) message;
            writtenBytes += bytes.readableBytes();
            bytes.release();
            writes.add(promise);
        }
    }

    @AfterEach
    void close() {
        outbox.close();
        var _ = channel.close();
    }

    @Test
    void writesManyFramesAtOnce() {
        outbox.add(frame);
        outbox.add(frame);
        outbox.add(frame);
        assertThat(writes).isEmpty();

        outbox.flush();
        outbox.flush();

        assertThat(writes).hasSize(1);
        assertThat(writtenBytes).isEqualTo(300);
    }

    @Test
    void doesNotWaitForAFlushWhenVeryManyFramesCameTogether() {
        for (int i = 0; i < 2_000; i++) {
            outbox.add(frame);
        }

        assertThat(writes).hasSizeBetween(2, 4);
    }

    @Test
    void isFullUntilTheNetworkTookEnough() {
        outbox.add(frame);
        outbox.add(frame);
        assertThat(outbox.full()).isFalse();
        outbox.flush();
        outbox.add(frame);
        assertThat(outbox.full()).isTrue();
        assertThat(relieved).isZero();

        var _ = writes.remove().setSuccess();

        assertThat(outbox.full()).isFalse();
        assertThat(relieved).isEqualTo(1);
    }

    @Test
    void takesNothingMoreWhenClosed() {
        outbox.add(frame);
        outbox.close();
        outbox.add(frame);
        outbox.flush();

        assertThat(writes).isEmpty();
    }
}
