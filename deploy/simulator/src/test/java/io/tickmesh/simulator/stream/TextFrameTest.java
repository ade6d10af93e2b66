package io.tickmesh.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFrameTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 200_000})
    void isWhatADecoderUnderstands(int length) {
        byte[] text = "x".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        new WebSocket13FrameDecoder(
                                WebSocketDecoderConfig.newBuilder()
                                        .expectMaskedFrames(false)
                                        .maxFramePayloadLength(1 << 20)
                                        .build()));

        TextFrame frame = new TextFrame().of(text);
        channel.writeInbound(Unpooled.copiedBuffer(frame.bytes(), 0, frame.length()));

        TextWebSocketFrame decoded = channel.readInbound();
        assertThat(decoded.text()).isEqualTo("x".repeat(length));
        assertThat(decoded.isFinalFragment()).isTrue();
        assertThat(channel.inboundMessages()).isEmpty();
        decoded.release();
    }
}
