package io.tickmesh.bot.store;

import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.SignalView;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Rows of signals, as events and as people see them.
final class SignalRows {
    private SignalRows() {}

    /// Returns the event, published at its time.
    static SignalGenerated event(Row row) {
        String id = row.getString("id");
        Instant time = Rows.time(row, "time");
        return new SignalGenerated(
                new Header(
                        id,
                        time,
                        node(id),
                        row.getString("cause"),
                        ChronoUnit.MICROS.between(Instant.EPOCH, time)),
                row.getString("bot"),
                row.getString("account"),
                row.getString("symbol"),
                interval(row),
                row.getString("strategy"),
                SignalAction.valueOf(row.getString("action")),
                row.getDouble("price"),
                row.getString("reason"),
                indicators(row));
    }

    /// @param row a signal with the columns `order_id`, `order_status` and `order_outcome` of the order that it led to
    static SignalView view(Row row) {
        return new SignalView(
                row.getString("id"),
                Rows.time(row, "time"),
                row.getString("account"),
                row.getString("bot"),
                row.getString("symbol"),
                interval(row),
                row.getString("strategy"),
                SignalAction.valueOf(row.getString("action")),
                row.getDouble("price"),
                row.getString("reason"),
                known(indicators(row)),
                row.getString("order_id"),
                row.getString("order_status"),
                row.getString("order_outcome"));
    }

    private static Interval interval(Row row) {
        return Interval.ofCode(row.getString("interval")).orElseThrow();
    }

    /// An id is `time-node-number`, and the node may have dashes.
    private static String node(String id) {
        int first = id.indexOf('-');
        int last = id.lastIndexOf('-');
        return first < last ? id.substring(first + 1, last) : "";
    }

    /// A number that was none is stored as null.
    private static Map<String, Double> indicators(Row row) {
        JsonObject json = row.getJsonObject("indicators");
        Map<String, Double> indicators = new LinkedHashMap<>();
        for (String name : json.fieldNames()) {
            Double value = json.getDouble(name);
            indicators.put(name, value == null ? Double.NaN : value);
        }
        return indicators;
    }

    private static Map<String, Double> known(Map<String, Double> indicators) {
        indicators.values().removeIf(value -> value.isNaN());
        return indicators;
    }
}
