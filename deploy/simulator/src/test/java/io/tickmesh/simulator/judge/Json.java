package io.tickmesh.simulator.judge;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads JSON in which a number may be a number or a text.
final class Json {

    private Json() {}

    /// Returns what must be in the map.
    static <K, V> V at(Map<? super K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> key + " is missing");
    }

    static double number(Object value) {
        return Double.parseDouble(String.valueOf(value));
    }

    static double number(JsonObject object, String key) {
        return number(object.getValue(key));
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    /// Returns the first columns of a table.
    static List<List<Double>> rows(JsonArray table, int columns) {
        return table.stream()
                .map(row -> ((JsonArray) row).stream().limit(columns).map(Json::number).toList())
                .toList();
    }
}
