package io.tickmesh.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/// A candle as text: two are equal when all of their numbers are.
///
/// @param values open, high, low, close and volume without trailing zeros
record Bar(long openMillis, String values) {
    /// Reads a candle of the platform.
    static Bar ofPlatform(JsonNode candle) {
        return new Bar(
                candle.path("openMillis").asLong(),
                values(
                        candle.path("open"),
                        candle.path("high"),
                        candle.path("low"),
                        candle.path("close"),
                        candle.path("volume")));
    }

    /// Reads a row of the exchange's `klines`.
    static Bar ofExchange(JsonNode row) {
        return new Bar(
                row.get(0).asLong(),
                values(row.get(1), row.get(2), row.get(3), row.get(4), row.get(5)));
    }

    private static String values(JsonNode... numbers) {
        StringBuilder text = new StringBuilder();
        for (JsonNode number : numbers) {
            text.append(new BigDecimal(number.asText()).stripTrailingZeros().toPlainString())
                    .append(' ');
        }
        return text.toString().trim();
    }
}
