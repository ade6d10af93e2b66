package io.tickmesh.market.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.market.venue.LimitExceededException;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the answers of the public REST interface: `{"error": [...], "result": ...}`.
final class KrakenAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOO_OFTEN =
            List.of("EAPI:Rate limit exceeded", "EGeneral:Too many requests", "EService:Throttled");

    /// Its counters run down by one in some seconds.
    private static final Duration SLOW_DOWN = Duration.ofSeconds(10);

    private static final long SECOND = 1_000;
    private static final long LAST_SECOND = 253_402_300_799L;

    private KrakenAnswers() {}

    /// Checks that an answer is no error. The exchange sends its errors with status 200, also when it is asked too often.
    ///
    /// @return the answer
    /// @throws LimitExceededException if it is asked too often
    /// @throws IllegalArgumentException if it says another error; the message says which
    static byte[] checked(byte[] answer) throws MalformedException, LimitExceededException {
        JsonNode errors = read(answer).path("error");
        if (!errors.isArray()) {
            throw new MalformedException(Refusal.MISSING_FIELD);
        }
        String error = errors.path(0).asText("");
        if (TOO_OFTEN.stream().anyMatch(error::startsWith)) {
            throw new LimitExceededException(error, SLOW_DOWN);
        }
        if (!error.isEmpty()) {
            throw new IllegalArgumentException(error);
        }
        return answer;
    }

    /// Returns the exchange's time from the answer of `Time`, epoch milliseconds. It has whole seconds.
    static long time(byte[] answer) throws MalformedException {
        return seconds(result(answer).path("unixtime")) * SECOND;
    }

    /// Returns the rules of `pairs` from the answer of `AssetPairs`, in that order. The exchange names no largest quantity.
    ///
    /// @throws IllegalArgumentException if a pair is missing or its rules cannot be; the message says what
    static List<SymbolRules> rules(byte[] answer, List<KrakenPair> pairs)
            throws MalformedException {
        Map<String, JsonNode> known = new HashMap<>();
        result(answer).forEach(pair -> known.put(pair.path("altname").asText(), pair));
        List<SymbolRules> rules = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (KrakenPair pair : pairs) {
            JsonNode node = known.get(pair.restName());
            if (node == null) {
                missing.add(pair.symbol());
            } else {
                rules.add(rules(pair, node));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("unknown to the exchange: " + missing);
        }
        return rules;
    }

    private static SymbolRules rules(KrakenPair pair, JsonNode node) throws MalformedException {
        BigDecimal step = BigDecimal.ONE.movePointLeft(places(node, "lot_decimals"));
        BigDecimal tick =
                node.has("tick_size")
                        ? amount(node, "tick_size")
                        : BigDecimal.ONE.movePointLeft(places(node, "pair_decimals"));
        return new SymbolRules(
                pair.symbol(),
                pair.base(),
                pair.quote(),
                tick,
                step,
                amount(node, "ordermin"),
                new BigDecimal(Long.MAX_VALUE),
                amount(node, "costmin"));
    }

    /// Returns the bars in the answer of `OHLC`, oldest first. The last one is open, whatever its time.
    static List<Candle> bars(byte[] answer, Interval interval) throws MalformedException {
        List<Candle> bars = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : result(answer).properties()) {
            if (!member.getKey().equals("last")) {
                // The name of the pair is often not the one that was asked for.
                for (JsonNode row : member.getValue()) {
                    bars.add(bar(row, interval));
                    inOrder(bars);
                }
            }
        }
        return bars;
    }

    private static void inOrder(List<Candle> bars) throws MalformedException {
        int size = bars.size();
        if (size > 1 && bars.get(size - 2).openMillis() >= bars.get(size - 1).openMillis()) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
    }

    private static Candle bar(JsonNode row, Interval interval) throws MalformedException {
        if (!row.isArray() || row.size() < 8) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        long open = seconds(row.get(0)) * SECOND;
        if (interval.openOf(open) != open) {
            throw new MalformedException(Refusal.IMPOSSIBLE_CANDLE);
        }
        return KrakenParser.candle(
                open,
                decimal(row.get(1)),
                decimal(row.get(2)),
                decimal(row.get(3)),
                decimal(row.get(4)),
                decimal(row.get(6)),
                decimal(row.get(5)),
                count(row.get(7)));
    }

    private static JsonNode result(byte[] answer) throws MalformedException {
        JsonNode result = read(answer).get("result");
        if (result == null) {
            throw new MalformedException(Refusal.MISSING_FIELD);
        }
        if (!result.isObject()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        return result;
    }

    private static JsonNode read(byte[] answer) throws MalformedException {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new MalformedException(Refusal.NOT_JSON);
        }
    }

    private static long seconds(JsonNode node) throws MalformedException {
        long seconds = count(node);
        if (seconds == 0 || seconds > LAST_SECOND) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return seconds;
    }

    private static long count(JsonNode node) throws MalformedException {
        if (!node.isIntegralNumber()) {
            throw new MalformedException(Refusal.WRONG_TYPE);
        }
        if (!node.canConvertToLong() || node.longValue() < 0) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return node.longValue();
    }

    private static int places(JsonNode node, String field) throws MalformedException {
        JsonNode places = node.path(field);
        if (!places.isInt() || places.intValue() < 0 || places.intValue() > 20) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return places.intValue();
    }

    private static double decimal(JsonNode text) throws MalformedException {
        double value = text.isTextual() ? number(text.textValue()).doubleValue() : -1;
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return value;
    }

    /// An amount that the exchange does not name demands nothing.
    private static BigDecimal amount(JsonNode node, String field) throws MalformedException {
        return number(node.path(field).asText("0")).stripTrailingZeros();
    }

    private static BigDecimal number(String text) throws MalformedException {
        if (!text.matches("[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            throw new MalformedException(Refusal.BAD_NUMBER);
        }
        return new BigDecimal(text);
    }
}
