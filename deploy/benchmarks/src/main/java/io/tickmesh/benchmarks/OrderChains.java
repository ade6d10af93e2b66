package io.tickmesh.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.acceptance.system.AdminToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Follows orders on the event stream, from the signal to the fill, by the times at which the events were published.
///
/// Stand-alone: `OrderChains PORT SECONDS`.
public final class OrderChains {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long HIGHEST_MICROS = 60_000_000;
    private static final int MOST_WAITING = 10_000;

    private final Histogram signalToFill = new Histogram(HIGHEST_MICROS, 3);
    private final Histogram placedToFill = new Histogram(HIGHEST_MICROS, 3);
    private final Map<String, Long> signals = bounded();
    private final Map<String, Placed> placed = bounded();

    private OrderChains() {}

    /// What was seen after the warm-up, in microseconds.
    ///
    /// @param signalToFill from the signal to the first fill: sizing, risk, what is written down, the venue
    /// @param placedToFill from the order at the venue to its first fill
    public record Result(Histogram signalToFill, Histogram placedToFill) {}

    /// Listens for the warm-up and then as long as measured. Blocks.
    public static Result follow(int port, Duration warmUp, Duration measured)
            throws IOException, InterruptedException {
        OrderChains chains = new OrderChains();
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/events?types=SignalGenerated,OrderPlaced,OrderFilled"
                                                .formatted(port)))
                        .header("Authorization", AdminToken.BEARER)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.send(
                                                        request,
                                                        HttpResponse.BodyHandlers.ofInputStream())
                                                .body(),
                                        StandardCharsets.UTF_8))) {
            chains.read(lines, warmUp);
            chains.signalToFill.reset();
            chains.placedToFill.reset();
            chains.read(lines, measured);
            client.shutdownNow();
        }
        return new Result(chains.signalToFill, chains.placedToFill);
    }

    /// Listens to a running system and prints one line.
    ///
    /// @throws IOException if it cannot connect
    public static void main(String[] args) throws IOException, InterruptedException {
        Result result =
                follow(
                        Integer.parseInt(args[0]),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(Long.parseLong(args[1])));
        System.out.printf(
                "signal to fill p50 %.2f ms, p99 %.2f ms; order to fill p50 %.2f ms, p99 %.2f ms; %d fills%n",
                millis(result.signalToFill, 50),
                millis(result.signalToFill, 99),
                millis(result.placedToFill, 50),
                millis(result.placedToFill, 99),
                result.placedToFill.getTotalCount());
    }

    /// Returns a percentile in milliseconds.
    static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private void read(BufferedReader lines, Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the event stream ended");
            }
            if (line.startsWith("data:")) {
                add(JSON.readTree(line.substring("data:".length())));
            }
        }
    }

    private void add(JsonNode event) {
        long micros = event.path("publishedMicros").asLong();
        switch (event.path("type").asText()) {
            case "SignalGenerated" -> signals.put(event.path("id").asText(), micros);
            case "OrderPlaced" ->
                    placed.put(
                            event.path("orderId").asText(),
                            new Placed(event.path("cause").asText(), micros));
            case "OrderFilled" -> filled(placed.remove(event.path("orderId").asText()), micros);
            default -> {
                // Greetings and what else the stream says.
            }
        }
    }

    private void filled(@Nullable Placed order, long micros) {
        if (order == null) {
            return; // A further fill, or an order from before.
        }
        placedToFill.recordValue(Math.clamp(micros - order.micros, 0, HIGHEST_MICROS));
        Long signal = signals.remove(order.signal);
        if (signal != null) {
            signalToFill.recordValue(Math.clamp(micros - signal, 0, HIGHEST_MICROS));
        }
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST_WAITING;
            }
        };
    }

    private record Placed(String signal, long micros) {}
}
