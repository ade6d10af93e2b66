package io.tickmesh.acceptance.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.system.Rest;
import java.io.IOException;
import java.util.List;

/// Bots that do what a test needs, on an account that the fleet does not use.
///
/// @param rest where they are made
record PracticeBots(Rest rest) {
    static final String ACCOUNT = "practice";

    private static final String MARKET = "{\"type\":\"MARKET\"}";

    /// Makes one that never wants anything.
    JsonNode idle(String id) throws IOException {
        return make(id, "LTCUSDT", "15m", "enter: close < 0", MARKET);
    }

    /// Makes one that buys within seconds and keeps it.
    JsonNode holding(String id, String symbol) throws IOException {
        return make(id, symbol, "1s", "enter: close > 0", MARKET);
    }

    /// Makes one whose order rests far below the price.
    JsonNode waiting(String id, String symbol) throws IOException {
        String entry = "{\"type\":\"LIMIT\",\"offsetPercent\":\"20\"}";
        return make(id, symbol, "1s", "enter: close > 0", entry);
    }

    /// Makes one that buys and sells at once, and so loses its fees again and again.
    JsonNode losing(String id, String symbol) throws IOException {
        return make(id, symbol, "1s", "enter: close > 0; exit: close > 0", MARKET);
    }

    JsonNode get(String id) throws IOException {
        return rest.get("/api/v1/bots/" + id);
    }

    String status(String id) {
        try {
            return get(id).get("status").asText();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Returns what rests or is on its way.
    List<JsonNode> openOrders(String id) {
        return items("/api/v1/orders?status=OPEN&bot=" + id);
    }

    List<JsonNode> positions(String id) {
        return items("/api/v1/positions?bot=" + id);
    }

    List<JsonNode> items(String path) {
        try {
            return rest.items(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode make(String id, String symbol, String interval, String rule, String entry)
            throws IOException {
        String body =
                """
                {"id":"%s","account":"%s","symbol":"%s","interval":"%s","rule":"%s",
                 "sizing":{"kind":"QUOTE","amount":"200"},"entry":%s}
                """
                        .formatted(id, ACCOUNT, symbol, interval, rule, entry);
        return rest.order("POST", "/api/v1/bots", body);
    }
}
