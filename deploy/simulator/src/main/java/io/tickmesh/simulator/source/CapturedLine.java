package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.Instrument;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// One line of a capture, `<nanoseconds> <JSON>`.
///
/// @param receivedMillis clock of the one who captured
/// @param symbol upper case, empty for a snapshot, which does not name it
/// @param exchangeMillis clock of the exchange: a trade's time, a book change's event time, 0 when the message has none
record CapturedLine(
        long receivedMillis, String symbol, long exchangeMillis, CapturedMessage message) {

    private static final String DATA = ",\"data\":";
    private static final long NANOS_PER_MILLI = 1_000_000;

    /// Returns the parsed line; empty when it is of a stream that is made from the others.
    ///
    /// @throws IllegalArgumentException saying what makes no sense
    static Optional<CapturedLine> parse(String line) {
        int space = line.indexOf(' ');
        try {
            long receivedMillis =
                    Long.parseLong(line.substring(0, Math.max(space, 0))) / NANOS_PER_MILLI;
            JsonObject json = new JsonObject(line.substring(space + 1));
            return json.containsKey("stream")
                    ? streamed(receivedMillis, json, line)
                    : Optional.of(snapshot(receivedMillis, json));
        } catch (DecodeException
                | NullPointerException
                | ClassCastException
                | ArithmeticException
                | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "is no `<nanoseconds> <JSON>` of a trade, bookTicker, depth@100ms or snapshot",
                    e);
        }
    }

    private static CapturedLine snapshot(long receivedMillis, JsonObject json) {
        return new CapturedLine(
                receivedMillis,
                "",
                0,
                new CapturedMessage.Snapshot(
                        json.getLong("lastUpdateId"),
                        levels(json.getJsonArray("bids")),
                        levels(json.getJsonArray("asks"))));
    }

    private static Optional<CapturedLine> streamed(
            long receivedMillis, JsonObject json, String line) {
        String stream = json.getString("stream");
        int at = stream.indexOf('@');
        int data = line.indexOf(DATA);
        if (at < 0 || data < 0) {
            throw new IllegalArgumentException("is no message of a combined stream");
        }
        // As it was sent, to the last byte.
        byte[] payload =
                line.substring(data + DATA.length(), line.lastIndexOf('}'))
                        .getBytes(StandardCharsets.UTF_8);
        String symbol = stream.substring(0, at).toUpperCase(Locale.ROOT);
        JsonObject m = json.getJsonObject("data");
        return switch (stream.substring(at + 1)) {
            case "trade" ->
                    Optional.of(
                            new CapturedLine(
                                    receivedMillis, symbol, m.getLong("T"), trade(payload, m)));
            case "bookTicker" ->
                    Optional.of(new CapturedLine(receivedMillis, symbol, 0, quote(payload, m)));
            case "depth@100ms" ->
                    Optional.of(
                            new CapturedLine(
                                    receivedMillis, symbol, m.getLong("E"), update(payload, m)));
            default -> Optional.empty();
        };
    }

    private static CapturedMessage trade(byte[] payload, JsonObject m) {
        return new CapturedMessage.Trade(
                payload, m.getLong("t"), units(m, "p"), units(m, "q"), m.getBoolean("m"));
    }

    private static CapturedMessage quote(byte[] payload, JsonObject m) {
        return new CapturedMessage.Quote(
                payload,
                m.getLong("u"),
                units(m, "b"),
                units(m, "B"),
                units(m, "a"),
                units(m, "A"));
    }

    private static CapturedMessage update(byte[] payload, JsonObject m) {
        return new CapturedMessage.Update(
                payload, m.getLong("u"), levels(m.getJsonArray("b")), levels(m.getJsonArray("a")));
    }

    private static long[] levels(JsonArray array) {
        long[] levels = new long[array.size() * 2];
        for (int i = 0; i < array.size(); i++) {
            JsonArray level = array.getJsonArray(i);
            levels[2 * i] = units(level.getString(0));
            levels[2 * i + 1] = units(level.getString(1));
        }
        return levels;
    }

    private static long units(JsonObject json, String name) {
        return units(json.getString(name));
    }

    private static long units(String decimal) {
        return new BigDecimal(decimal).movePointRight(Instrument.WIRE_DECIMALS).longValueExact();
    }
}
