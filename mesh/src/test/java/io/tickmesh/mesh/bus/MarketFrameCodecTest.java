package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.PriceUpdated;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarketFrameCodecTest {
    private static final PriceUpdated PRICE =
            new PriceUpdated("alpha", 7, 3, 1, 2, "BTCUSDT", 1.5, 2, 1.75, 4, 1.625, 8);
    private static final MarketFrame FRAME = new MarketFrame("alpha", 5, 9, 3, List.of(PRICE));
    private static final String GOLDEN =
            "01" // version
                    + "0000006a" // length
                    + "05616c706861" // node
                    + "05" // shard
                    + "0000000000000009" // sequence
                    + "0000000000000003" // published
                    + "0001" // prices
                    + "0742544355534454" // symbol
                    + "48" // length of the fields
                    + "0000000000000007" // sequence
                    + "0000000000000001" // event
                    + "0000000000000002" // received
                    + "3ff8000000000000" // bid
                    + "4000000000000000"
                    + "3ffc000000000000" // ask
                    + "4010000000000000"
                    + "3ffa000000000000" // last
                    + "4020000000000000";

    private final MarketFrameCodec codec = new MarketFrameCodec();

    @Test
    void writesTheGoldenBytes() {
        assertThat(HexFormat.of().formatHex(wire().getBytes())).isEqualTo(GOLDEN);
    }

    @Test
    void readsTheGoldenBytesBehindOthers() {
        Buffer wire = Buffer.buffer("before").appendBytes(HexFormat.of().parseHex(GOLDEN));

        assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(FRAME);
    }

    @Test
    void skipsFieldsThatANewerNodeAppends() {
        String longer = GOLDEN.replace("48" + "0000000000000007", "50" + "0000000000000007");
        Buffer wire = Buffer.buffer(HexFormat.of().parseHex(longer + "00000000000000ff"));

        assertThat(codec.decodeFromWire(0, wire)).isEqualTo(FRAME);
    }

    @Test
    void doesNotReadAnotherVersion() {
        assertThat(codec.decodeFromWire(0, wire().setByte(0, (byte) 2)))
                .isEqualTo(new Unreadable("market frame of version 2"));
    }

    @Test
    void doesNotReadAFrameCutShort() {
        for (int length = 1; length < wire().length(); length++) {
            assertThat(codec.decodeFromWire(0, wire().getBuffer(0, length)))
                    .isEqualTo(new Unreadable("market frame cut short"));
        }
    }

    private Buffer wire() {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, FRAME);
        return wire;
    }
}
