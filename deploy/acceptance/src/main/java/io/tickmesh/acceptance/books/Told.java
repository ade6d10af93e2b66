package io.tickmesh.acceptance.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// An event of the log that the bots keep.
///
/// @param subject what it tells of: the id of an order or of a fill, a bot and the time of its position; empty for other events
public record Told(String id, String type, String subject) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Told of(ResultSet row) throws SQLException {
        String type = row.getString("type");
        try {
            return new Told(
                    row.getString("id"), type, subject(type, JSON.readTree(row.getString("json"))));
        } catch (JsonProcessingException e) {
            throw new SQLException("unreadable event " + row.getString("id"), e);
        }
    }

    /// Returns what names a position: no bot opens or closes two at once.
    static String position(String bot, Instant time) {
        // Stored times end with microseconds.
        return bot + " " + time.truncatedTo(ChronoUnit.MICROS);
    }

    private static String subject(String type, JsonNode event) {
        return switch (type) {
            case "OrderPlaced", "OrderCancelled", "OrderRejected" -> event.path("orderId").asText();
            case "OrderFilled" -> event.path("fillId").asText();
            case "PositionOpened", "PositionClosed" ->
                    position(
                            event.path("bot").asText(), Instant.parse(event.path("time").asText()));
            default -> "";
        };
    }
}
