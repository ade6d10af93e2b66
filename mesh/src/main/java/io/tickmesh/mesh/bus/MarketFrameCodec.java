package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.event.PriceUpdated;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Binary form of a [MarketFrame]: version, length, then big-endian fields; strings are a length byte and UTF-8. Fields are
/// only ever appended to a price, whose own length lets an older reader skip them. Thread-safe.
final class MarketFrameCodec implements MessageCodec<MarketFrame, Object> {
    static final String NAME = "m";
    static final byte VERSION = 1;
    private static final int PRICE_BYTES = 9 * Long.BYTES;

    @Override
    public void encodeToWire(Buffer buffer, MarketFrame frame) {
        buffer.appendByte(VERSION);
        int lengthAt = buffer.length();
        buffer.appendInt(0);
        appendText(buffer, frame.node());
        buffer.appendByte((byte) frame.shard());
        buffer.appendLong(frame.sequence());
        buffer.appendLong(frame.publishedMicros());
        buffer.appendShort((short) frame.prices().size());
        for (PriceUpdated price : frame.prices()) {
            appendText(buffer, price.symbol());
            buffer.appendByte((byte) PRICE_BYTES);
            buffer.appendLong(price.sequence());
            buffer.appendLong(price.eventMillis());
            buffer.appendLong(price.receivedMicros());
            buffer.appendDouble(price.bid());
            buffer.appendDouble(price.bidQuantity());
            buffer.appendDouble(price.ask());
            buffer.appendDouble(price.askQuantity());
            buffer.appendDouble(price.last());
            buffer.appendDouble(price.lastQuantity());
        }
        buffer.setInt(lengthAt, buffer.length() - lengthAt - Integer.BYTES);
    }

    @Override
    public Object decodeFromWire(int pos, Buffer buffer) {
        byte version = buffer.getByte(pos);
        if (version != VERSION) {
            return new Unreadable("market frame of version " + version);
        }
        try {
            return decode(new Cursor(buffer, pos + 1 + Integer.BYTES));
        } catch (IndexOutOfBoundsException e) {
            return new Unreadable("market frame cut short");
        }
    }

    private static MarketFrame decode(Cursor in) {
        String node = in.text();
        int shard = in.unsignedByte();
        long sequence = in.int64();
        long publishedMicros = in.int64();
        int count = in.int16();
        List<PriceUpdated> prices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String symbol = in.text();
            int length = in.unsignedByte();
            int end = in.position + length;
            long priceSequence = in.int64();
            long eventMillis = in.int64();
            long receivedMicros = in.int64();
            prices.add(
                    new PriceUpdated(
                            node,
                            priceSequence,
                            publishedMicros,
                            eventMillis,
                            receivedMicros,
                            symbol,
                            in.float64(),
                            in.float64(),
                            in.float64(),
                            in.float64(),
                            in.float64(),
                            in.float64()));
            in.position = end;
        }
        return new MarketFrame(node, shard, sequence, publishedMicros, prices);
    }

    @Override
    public Object transform(MarketFrame frame) {
        return frame;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    private static void appendText(Buffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 255) {
            throw new IllegalArgumentException("name must be at most 255 bytes, was " + text);
        }
        buffer.appendByte((byte) bytes.length);
        buffer.appendBytes(bytes);
    }

    private static final class Cursor {
        private final Buffer buffer;
        private int position;

        Cursor(Buffer buffer, int position) {
            this.buffer = buffer;
            this.position = position;
        }

        int unsignedByte() {
            return buffer.getUnsignedByte(position++);
        }

        int int16() {
            position += Short.BYTES;
            return buffer.getUnsignedShort(position - Short.BYTES);
        }

        long int64() {
            position += Long.BYTES;
            return buffer.getLong(position - Long.BYTES);
        }

        double float64() {
            return Double.longBitsToDouble(int64());
        }

        String text() {
            int length = unsignedByte();
            position += length;
            return buffer.getString(position - length, position, "UTF-8");
        }
    }
}
