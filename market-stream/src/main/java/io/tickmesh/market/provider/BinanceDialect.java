package io.tickmesh.market.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// `GET /api/v3/ticker/price` of Binance and of exchanges that speak like it: `{"symbol":"LTCBTC","price":"4.00000200"}`, or
/// `{"code":-1121,"msg":"Invalid symbol."}`. It does not say when a price was made.
record BinanceDialect() implements Dialect {
    /// Weight of the request for one symbol, by the exchange's documentation.
    private static final int WEIGHT = 2;

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,20}(\\.\\d{1,20})?");

    @Override
    public int weight() {
        return WEIGHT;
    }

    @Override
    public String path(String symbol) {
        return "/api/v3/ticker/price?symbol=" + symbol;
    }

    @Override
    public Answer price(String symbol, JsonNode body) {
        if (!body.path("symbol").asText().equals(symbol)) {
            return Answer.error(symbol, Outcome.UNREADABLE, "the answer is not for this symbol");
        }
        String text = body.path("price").asText();
        double price = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : 0;
        return price > 0
                ? Answer.price(symbol, price, null)
                : Answer.error(symbol, Outcome.UNREADABLE, "the answer has no usable price");
    }

    @Override
    public String reason(JsonNode body) {
        String code = body.path("code").asText();
        String message = body.path("msg").asText();
        return code.isEmpty() ? message : code + " " + message;
    }
}
