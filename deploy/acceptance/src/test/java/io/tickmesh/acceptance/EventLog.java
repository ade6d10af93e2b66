package io.tickmesh.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickmesh.acceptance.system.AdminToken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What a client of the event stream has seen so far. Prices are counted, not kept.
final class EventLog implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Thread reader;

    EventLog(HttpClient client, URI uri) {
        reader =
                Thread.ofVirtual()
                        .start(() ->
                                client.sendAsync(
                                                HttpRequest.newBuilder(uri)
                                                        .header("Authorization", AdminToken.BEARER)
                                                        .build(),
                                                HttpResponse.BodyHandlers.ofLines())
                                        .thenAccept(response ->
                                                response.body()
                                                        .filter(line -> line.startsWith("data:"))
                                                        .forEach(this::add))
                                        .join());
    }

    Map<String, Integer> counts() {
        return counts;
    }

    /// Returns everything but prices, in the order in which it came.
    List<JsonNode> all() {
        return List.copyOf(events);
    }

    List<JsonNode> of(String type) {
        return events.stream().filter(event -> event.path("type").asText().equals(type)).toList();
    }

    boolean awaits(Duration timeout, String type, Predicate<JsonNode> wanted) {
        return Platform.until(timeout, () -> of(type).stream().anyMatch(wanted));
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void add(String line) {
        try {
            JsonNode event = JSON.readTree(line.substring("data:".length()));
            String type = event.path("type").asText();
            counts.merge(type, 1, Integer::sum);
            if (!type.equals("PriceUpdated")) {
                events.add(event);
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
