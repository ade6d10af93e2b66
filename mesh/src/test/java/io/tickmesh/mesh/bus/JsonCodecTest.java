package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonCodecTest {
    private final JsonCodec codec = new JsonCodec();

    @Test
    void roundTripsEveryRecordBehindOtherBytes() {
        for (Class<?> type : JsonCodec.TYPES.values()) {
            Object record = Samples.full(type);
            Buffer wire = Buffer.buffer("before");
            codec.encodeToWire(wire, record);

            assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(record);
        }
    }

    @Test
    void doesNotReadAnotherVersion() {
        Buffer wire = wireOf("ListBots");
        wire.setByte(0, (byte) 2);

        assertThat(codec.decodeFromWire(0, wire)).isEqualTo(new Unreadable("message of version 2"));
    }

    @Test
    void doesNotReadAnUnknownType() {
        Buffer wire = wireOf("ListBots");
        wire.setByte(2, (byte) 'X');

        assertThat(codec.decodeFromWire(0, wire))
                .isEqualTo(new Unreadable("message of unknown type XistBots"));
    }

    @Test
    void neverThrowsOnDamagedBytes() {
        Random random = new Random(7);
        for (Class<?> type : JsonCodec.TYPES.values()) {
            for (int i = 0; i < 200; i++) {
                Buffer wire = wireOf(type.getSimpleName());
                int at = 2 + random.nextInt(wire.length() - 2);
                Buffer damaged =
                        random.nextBoolean()
                                ? wire.getBuffer(0, at)
                                : wire.setByte(at, (byte) random.nextInt());

                assertThat(codec.decodeFromWire(0, damaged)).isNotNull();
            }
        }
    }

    private Buffer wireOf(String type) {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, Samples.full(Samples.type(type)));
        return wire;
    }
}
