package io.tickmesh.benchmarks;

import io.tickmesh.simulator.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The messages of the flood: two of `bookTicker` for each `trade`, all symbols in turn, and one-second candles that close up
/// and down in turn. Not thread-safe.
final class FloodMarket {
    private static final int VARIANTS = 16;
    private static final double STEP = 0.0001;
    private static final double ZIGZAG = 0.002;

    private final List<StreamFrame> ticks = new ArrayList<>();
    private final List<StreamFrame> rising = new ArrayList<>();
    private final List<StreamFrame> falling = new ArrayList<>();
    private long id;
    private int next;

    /// @param firstId of 16 digits; every message has a larger one
    FloodMarket(List<Instrument> instruments, long firstId) {
        this.id = firstId;
        for (int variant = 0; variant < VARIANTS; variant++) {
            double factor = 1 + (variant % 2 == 0 ? variant : -variant) * STEP / VARIANTS;
            for (int kind = 0; kind < 3; kind++) {
                for (Instrument instrument : instruments) {
                    double price = instrument.startPrice().doubleValue() * factor;
                    ticks.add(kind < 2 ? book(instrument, price) : trade(instrument, price));
                }
            }
        }
        for (Instrument instrument : instruments) {
            double price = instrument.startPrice().doubleValue();
            rising.add(candle(instrument, price, price * (1 + ZIGZAG)));
            falling.add(candle(instrument, price * (1 + ZIGZAG), price));
        }
    }

    int symbols() {
        return rising.size();
    }

    /// Writes price messages until `count` is reached or the next one would not fit. Returns the end.
    int ticks(byte[] target, int offset, int count, long millis) {
        int at = offset;
        for (int i = 0; i < count; i++) {
            StreamFrame frame = ticks.get(next);
            if (at + frame.bytes().length > target.length) {
                break;
            }
            at = frame.write(target, at, ++id, millis, 0);
            next = next + 1 == ticks.size() ? 0 : next + 1;
        }
        return at;
    }

    /// Writes the candle of a symbol that opened at `openMillis` and is closed. Returns the end.
    int candle(byte[] target, int offset, int symbol, long openMillis, long millis) {
        List<StreamFrame> direction = openMillis / 1_000 % 2 == 0 ? rising : falling;
        return direction.get(symbol).write(target, offset, ++id, millis, openMillis);
    }

    private static StreamFrame book(Instrument instrument, double price) {
        return StreamFrame.of(
                stream(instrument, "bookTicker"),
                "{\"u\":%s,\"s\":\"%s\",\"b\":\"%s\",\"B\":\"31.21000000\",\"a\":\"%s\",\"A\":\"40.66000000\"}"
                        .formatted(
                                StreamFrame.ID,
                                instrument.symbol(),
                                decimal(instrument, price, RoundingMode.FLOOR),
                                decimal(instrument, price * (1 + STEP), RoundingMode.CEILING)));
    }

    private static StreamFrame trade(Instrument instrument, double price) {
        return StreamFrame.of(
                stream(instrument, "trade"),
                "{\"e\":\"trade\",\"E\":%s,\"s\":\"%s\",\"t\":%s,\"p\":\"%s\",\"q\":\"0.12000000\",\"T\":%s,\"m\":true,\"M\":true}"
                        .formatted(
                                StreamFrame.MILLIS,
                                instrument.symbol(),
                                StreamFrame.ID,
                                decimal(instrument, price, RoundingMode.HALF_UP),
                                StreamFrame.MILLIS));
    }

    private static StreamFrame candle(Instrument instrument, double open, double close) {
        return StreamFrame.of(
                stream(instrument, "kline_1s"),
                "{\"e\":\"kline\",\"E\":%s,\"s\":\"%s\",\"k\":{\"t\":%s,\"T\":%s,\"s\":\"%s\",\"i\":\"1s\",\"f\":100,\"L\":%s,\"o\":\"%s\",\"c\":\"%s\",\"h\":\"%s\",\"l\":\"%s\",\"v\":\"12.50000000\",\"n\":100,\"x\":true,\"q\":\"1250.00000000\",\"V\":\"6.25000000\",\"Q\":\"625.00000000\",\"B\":\"0\"}}"
                        .formatted(
                                StreamFrame.MILLIS,
                                instrument.symbol(),
                                StreamFrame.OPEN,
                                StreamFrame.MILLIS,
                                instrument.symbol(),
                                StreamFrame.ID,
                                decimal(instrument, open, RoundingMode.HALF_UP),
                                decimal(instrument, close, RoundingMode.HALF_UP),
                                decimal(instrument, Math.max(open, close), RoundingMode.HALF_UP),
                                decimal(instrument, Math.min(open, close), RoundingMode.HALF_UP)));
    }

    private static String stream(Instrument instrument, String channel) {
        return instrument.symbol().toLowerCase(Locale.ROOT) + "@" + channel;
    }

    private static String decimal(Instrument instrument, double value, RoundingMode rounding) {
        return new BigDecimal(value)
                .setScale(instrument.priceDecimals(), rounding)
                .setScale(Instrument.WIRE_DECIMALS)
                .toPlainString();
    }
}
