package io.tickmesh.market.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/// Tells recorded messages of the protocol's first version in the second.
final class FirstVersion {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private long tradeId;

    /// Returns the message that the second version has for it.
    JsonNode inSecond(JsonNode message) {
        ObjectNode told = NODES.objectNode();
        if (message.isArray()) {
            told.put("channel", message.get(2).asText()).put("type", "update");
            ArrayNode data = told.putArray("data");
            String symbol = message.get(3).asText().replace("XBT", "BTC");
            if (message.get(2).asText().equals("trade")) {
                message.get(1).forEach(trade -> data.add(trade(symbol, trade)));
            } else {
                data.add(book(symbol, message.get(1)));
            }
            return told;
        }
        return switch (message.path("event").asText()) {
            case "heartbeat" -> told.put("channel", "heartbeat");
            case "systemStatus" -> {
                ObjectNode status = told.put("channel", "status").putArray("data").addObject();
                status.put("system", message.path("status").asText());
                yield told;
            }
            case "subscriptionStatus" -> told.put("method", "subscribe").put("success", true);
            default -> message;
        };
    }

    private ObjectNode trade(String symbol, JsonNode trade) {
        BigDecimal seconds = new BigDecimal(trade.get(2).asText());
        Instant time =
                Instant.ofEpochSecond(
                        seconds.longValue(),
                        seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        return NODES.objectNode()
                .put("symbol", symbol)
                .put("price", new BigDecimal(trade.get(0).asText()))
                .put("qty", new BigDecimal(trade.get(1).asText()))
                .put("trade_id", ++tradeId)
                .put("timestamp", time.toString());
    }

    private static ObjectNode book(String symbol, JsonNode ticker) {
        return NODES.objectNode()
                .put("symbol", symbol)
                .put("bid", new BigDecimal(ticker.path("b").get(0).asText()))
                .put("bid_qty", new BigDecimal(ticker.path("b").get(2).asText()))
                .put("ask", new BigDecimal(ticker.path("a").get(0).asText()))
                .put("ask_qty", new BigDecimal(ticker.path("a").get(2).asText()));
    }
}
