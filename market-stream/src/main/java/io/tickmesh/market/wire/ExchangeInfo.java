package io.tickmesh.market.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.mesh.market.SymbolRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what the exchange says about itself: its time and the rules of its symbols.
public final class ExchangeInfo {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigDecimal SMALLEST = new BigDecimal("0.00000001");

    private ExchangeInfo() {}

    /// Returns the exchange's time from the answer of the `time` request, epoch milliseconds.
    ///
    /// @throws IllegalArgumentException if the answer is unreadable
    public static long time(byte[] answer) {
        JsonNode time = read(answer).path("serverTime");
        if (!time.canConvertToLong() || time.longValue() <= 0) {
            throw new IllegalArgumentException("serverTime must be a positive number, was " + time);
        }
        return time.longValue();
    }

    /// Returns the rules of `symbols` from the answer of the `exchangeInfo` request, in that order.
    ///
    /// @throws IllegalArgumentException if the answer is unreadable or lacks a symbol; the message says what
    public static List<SymbolRules> rules(byte[] answer, List<String> symbols) {
        Map<String, JsonNode> known = new HashMap<>();
        read(answer)
                .path("symbols")
                .forEach(symbol -> known.put(symbol.path("symbol").asText(), symbol));
        List<SymbolRules> rules = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : symbols) {
            JsonNode symbol = known.get(name);
            if (symbol == null) {
                missing.add(name);
            } else {
                rules.add(rules(name, symbol));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("unknown to the exchange: " + missing);
        }
        return rules;
    }

    private static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new IllegalArgumentException("no readable JSON", e);
        }
    }

    private static SymbolRules rules(String name, JsonNode symbol) {
        Map<String, JsonNode> filters = new HashMap<>();
        symbol.path("filters")
                .forEach(filter -> filters.put(filter.path("filterType").asText(), filter));
        JsonNode price = filter(filters, "PRICE_FILTER");
        JsonNode lot = filter(filters, "LOT_SIZE");
        JsonNode notional = filter(filters, "NOTIONAL");
        JsonNode least = filter(filters, "MIN_NOTIONAL");
        BigDecimal maxQuantity = limit(lot, "maxQty");
        return new SymbolRules(
                name,
                symbol.path("baseAsset").asText(),
                symbol.path("quoteAsset").asText(),
                step(price, "tickSize"),
                step(lot, "stepSize"),
                number(lot, "minQty"),
                maxQuantity,
                number(notional, "minNotional").max(number(least, "minNotional")),
                maxQuantity.min(limit(filter(filters, "MARKET_LOT_SIZE"), "maxQty")),
                notional.path("applyMinToMarket").asBoolean(true)
                        && least.path("applyToMarket").asBoolean(true));
    }

    private static BigDecimal limit(JsonNode filter, String field) {
        BigDecimal limit = number(filter, field);
        return limit.signum() > 0 ? limit : new BigDecimal(Long.MAX_VALUE);
    }

    private static JsonNode filter(Map<String, JsonNode> filters, String type) {
        return filters.getOrDefault(type, JSON.missingNode());
    }

    /// A filter that is missing or zero demands nothing: then the finest step that the exchange can write is right.
    private static BigDecimal step(JsonNode filter, String field) {
        BigDecimal step = number(filter, field);
        return step.signum() > 0 ? step : SMALLEST;
    }

    private static BigDecimal number(JsonNode filter, String field) {
        String text = filter.path(field).asText("0");
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field + " must be a number, was " + text, e);
        }
    }
}
