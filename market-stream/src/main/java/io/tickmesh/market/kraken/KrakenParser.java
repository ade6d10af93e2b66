package io.tickmesh.market.kraken;

import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.market.kraken.KrakenMessage.Answer;
import io.tickmesh.market.kraken.KrakenMessage.Bar;
import io.tickmesh.market.kraken.KrakenMessage.Bars;
import io.tickmesh.market.kraken.KrakenMessage.Book;
import io.tickmesh.market.kraken.KrakenMessage.Books;
import io.tickmesh.market.kraken.KrakenMessage.Heartbeat;
import io.tickmesh.market.kraken.KrakenMessage.Malformed;
import io.tickmesh.market.kraken.KrakenMessage.Pong;
import io.tickmesh.market.kraken.KrakenMessage.Status;
import io.tickmesh.market.kraken.KrakenMessage.Trade;
import io.tickmesh.market.kraken.KrakenMessage.Trades;
import io.tickmesh.market.kraken.KrakenMessage.Unknown;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the messages of the WebSocket v2. Never throws for what a message holds. Thread-safe.
///
/// Through a tree: some hundred messages a second come from this exchange, and what a message means depends on a member that may
/// come last.
final class KrakenParser {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /// Until the end of the year 9999, so that arithmetic with times never overflows.
    private static final long LAST_SECOND = 253_402_300_799L;

    private final Map<String, Integer> places = new HashMap<>();

    /// @param pairs the pairs to expect; a symbol is known by its place in this list
    KrakenParser(List<KrakenPair> pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            places.put(pairs.get(i).streamName(), i);
        }
    }

    /// Reads the message in the first `length` bytes.
    KrakenMessage parse(byte[] bytes, int length) {
        try {
            JsonNode message = JSON.readTree(bytes, 0, length);
            if (!message.isObject()) {
                return new Malformed(
                        message.isMissingNode() ? Refusal.TRUNCATED : Refusal.WRONG_TYPE);
            }
            return message.has("method") ? answer(message) : channel(message);
        } catch (MalformedException e) {
            return new Malformed(e.refusal());
        } catch (JsonEOFException e) {
            return new Malformed(Refusal.TRUNCATED);
        } catch (IOException e) {
            // Malformed JSON, or bytes that are no text.
            return new Malformed(Refusal.NOT_JSON);
        }
    }

    private static KrakenMessage answer(JsonNode message) throws MalformedException {
        String method = message.path("method").asText();
        if (method.equals("pong")) {
            return new Pong();
        }
        if (!method.equals("subscribe") && !method.equals("unsubscribe")) {
            return new Unknown();
        }
        JsonNode success = need(message, "success");
        if (!success.isBoolean()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        return new Answer(success.booleanValue(), message.path("error").asText(""));
    }

    private KrakenMessage channel(JsonNode message) throws MalformedException {
        return switch (message.path("channel").asText()) {
            case "trade" -> new Trades(items(message, this::trade));
            case "ticker" -> new Books(items(message, this::book));
            case "ohlc" -> new Bars(items(message, this::bar));
            case "heartbeat" -> new Heartbeat();
            case "status" -> new Status(need(need(message, "data").path(0), "system").asText());
            default -> new Unknown();
        };
    }

    private static <T> List<T> items(JsonNode message, Item<T> item) throws MalformedException {
        JsonNode data = need(message, "data");
        if (!data.isArray()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        List<T> items = new ArrayList<>(data.size());
        for (JsonNode node : data) {
            items.add(item.read(node));
        }
        return items;
    }

    private Trade trade(JsonNode node) throws MalformedException {
        double price = decimal(node, "price");
        if (price == 0) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return new Trade(
                symbol(node),
                integer(node, "trade_id"),
                price,
                decimal(node, "qty"),
                time(need(node, "timestamp")).toEpochMilli());
    }

    private Book book(JsonNode node) throws MalformedException {
        return new Book(
                symbol(node),
                side(node, "bid"),
                side(node, "bid_qty"),
                side(node, "ask"),
                side(node, "ask_qty"),
                node.has("timestamp") ? micros(time(node.path("timestamp"))) : 0);
    }

    private Bar bar(JsonNode node) throws MalformedException {
        int symbol = symbol(node);
        Interval interval =
                KrakenInterval.ofMinutes(integer(node, "interval"))
                        .orElseThrow(() -> new MalformedException(Refusal.UNKNOWN_INTERVAL))
                        .interval();
        long open = time(need(node, "interval_begin")).toEpochMilli();
        if (interval.openOf(open) != open) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
        double volume = decimal(node, "volume");
        return new Bar(
                symbol,
                interval,
                candle(
                        open,
                        decimal(node, "open"),
                        decimal(node, "high"),
                        decimal(node, "low"),
                        decimal(node, "close"),
                        volume,
                        decimal(node, "vwap"),
                        integer(node, "trades")));
    }

    /// Returns a candle. The exchange tells no quote volume; its average price, rounded to the tick, gives it nearly.
    ///
    /// @throws MalformedException if there cannot be one like that
    static Candle candle(
            long open,
            double first,
            double high,
            double low,
            double last,
            double volume,
            double averagePrice,
            long trades)
            throws MalformedException {
        if (!(low > 0)) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
        try {
            return new Candle(open, first, high, low, last, volume, volume * averagePrice, trades);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
    }

    private int symbol(JsonNode node) throws MalformedException {
        JsonNode name = need(node, "symbol");
        if (!name.isTextual()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        Integer place = places.get(name.textValue());
        if (place == null) {
            throw new MalformedException(Refusal.UNKNOWN_SYMBOL);
        }
        return place;
    }

    private static JsonNode need(JsonNode node, String field) throws MalformedException {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new MalformedException(Refusal.MISSING_FIELD);
        }
        return value;
    }

    /// A side of a book without orders is null.
    private static double side(JsonNode node, String field) throws MalformedException {
        return need(node, field).isNull() ? 0 : decimal(node, field);
    }

    private static double decimal(JsonNode node, String field) throws MalformedException {
        JsonNode value = need(node, field);
        if (!value.isNumber()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        double number = value.doubleValue();
        if (!(number >= 0) || Double.isInfinite(number)) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return number;
    }

    private static long integer(JsonNode node, String field) throws MalformedException {
        JsonNode value = need(node, field);
        if (!value.isNumber()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return value.longValue();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant time(JsonNode time) throws MalformedException {
        if (!time.isTextual()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        Instant instant = Instant.EPOCH;
        try {
            instant = Instant.parse(time.textValue());
        } catch (DateTimeException e) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        if (instant.getEpochSecond() <= 0 || instant.getEpochSecond() > LAST_SECOND) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return instant;
    }

    /// Reads one entry of the data.
    @FunctionalInterface
    private interface Item<T> {
        T read(JsonNode node) throws MalformedException;
    }
}
