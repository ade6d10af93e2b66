package io.tickmesh.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// `GET /v2/aggs/ticker/{ticker}/prev` of Polygon.io: the bar of the previous trading day,
/// `{"ticker":"AAPL","status":"OK","results":[{"T":"AAPL","c":115.97,"t":1605042000000,...}]}`. Its close `c` is the price, and
/// `t`, in epoch milliseconds, its time. Errors have the text in `error` or `message`.
record PolygonDialect() implements Dialect {
    private static final long YEAR_10000 = 253_402_300_800_000L;

    @Override
    public int weight() {
        return 0; // Polygon counts requests by plan; it says 429 when there were too many
    }

    @Override
    public String path(String symbol) {
        return "/v2/aggs/ticker/" + symbol + "/prev";
    }

    @Override
    public Answer price(String symbol, JsonNode body) {
        JsonNode results = body.path("results");
        if (!body.path("ticker").asText().equals(symbol)) {
            return Answer.error(symbol, Outcome.UNREADABLE, "the answer is not for this symbol");
        }
        if (results.isMissingNode() || (results.isArray() && results.isEmpty())) {
            return Answer.error(symbol, Outcome.REFUSED, "the provider has no price of it");
        }
        JsonNode bar = results.path(0);
        double price = bar.path("c").isNumber() ? bar.path("c").doubleValue() : 0;
        long millis = bar.path("t").canConvertToLong() ? bar.path("t").longValue() : 0;
        return price > 0 && Double.isFinite(price) && millis > 0 && millis < YEAR_10000
                ? Answer.price(symbol, price, Instant.ofEpochMilli(millis))
                : Answer.error(symbol, Outcome.UNREADABLE, "the answer has no usable price");
    }

    @Override
    public String reason(JsonNode body) {
        String error = body.path("error").asText();
        return error.isEmpty() ? body.path("message").asText() : error;
    }
}
