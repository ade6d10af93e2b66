package io.tickmesh.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.benchmarks.ChildProcess;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Compares the platform's candles with the exchange's history, the only thing the faults never touch.
final class Comparison {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Interval> INTERVALS =
            List.of(Interval.S1, Interval.M1, Interval.M5, Interval.M15);
    private static final List<String> SYMBOLS =
            Instruments.all().stream().map(Instrument::symbol).toList();
    private static final int BOTS = 45;

    private final ChildProcess exchange;
    private final ChildProcess tickmesh;
    private final CandleLedger ledger;
    private long compared;

    Comparison(ChildProcess exchange, ChildProcess tickmesh, CandleLedger ledger) {
        this.exchange = exchange;
        this.tickmesh = tickmesh;
        this.ledger = ledger;
    }

    /// Returns how many of the candles that the platform keeps were compared.
    long compared() {
        return compared;
    }

    /// Waits until all bots run and the candles of every symbol have reached the present, or notes that they did not.
    void awaitRecovery(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String missing = "nothing was asked";
        while (System.nanoTime() - end < 0) {
            try {
                missing = missing(serverMillis());
                if (missing.isEmpty()) {
                    return;
                }
            } catch (IOException e) {
                missing = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        ledger.found("no recovery within " + limit.toSeconds() + " s: " + missing);
    }

    private String missing(long now) throws IOException, InterruptedException {
        for (String symbol : SYMBOLS) {
            JsonNode newest = ours(symbol, Interval.S1, 1);
            if (newest.isEmpty() || newest.get(0).path("openMillis").asLong() < now - 4_000) {
                return symbol + " is behind";
            }
        }
        JsonNode feed = feedView();
        if (!feed.path("status").asText().equals("CONNECTED")
                || !feed.path("staleSymbols").isEmpty()) {
            return "feed " + feed;
        }
        int running = 0;
        for (JsonNode bot : items(tickmesh.get("/api/v1/bots"))) {
            running += bot.path("status").asText().equals("RUNNING") ? 1 : 0;
        }
        return running == BOTS ? "" : running + " bots run";
    }

    /// Compares everything that was published since the last time, and everything that is kept.
    void compareAll() throws IOException, InterruptedException {
        for (String symbol : SYMBOLS) {
            for (Interval interval : INTERVALS) {
                JsonNode kept = ours(symbol, interval, 1000);
                NavigableMap<Long, Bar> truth = truth(symbol, interval);
                ledger.compare(symbol, interval, truth);
                compareKept(symbol, interval, kept, truth);
            }
        }
    }

    private void compareKept(
            String symbol, Interval interval, JsonNode kept, NavigableMap<Long, Bar> truth) {
        long next = 0;
        for (JsonNode candle : kept) {
            Bar bar = Bar.ofPlatform(candle);
            if (next != 0 && bar.openMillis() != next) {
                ledger.found(
                        "%s %s: kept candles have a hole at %d".formatted(symbol, interval, next));
            }
            next = interval.next(bar.openMillis());
            if (!truth.isEmpty() && bar.openMillis() >= truth.firstKey()) {
                ledger.compare(symbol, interval, "kept", bar, truth.get(bar.openMillis()));
                compared++;
            }
        }
    }

    /// Returns the exchange's closed candles.
    private NavigableMap<Long, Bar> truth(String symbol, Interval interval)
            throws IOException, InterruptedException {
        NavigableMap<Long, Bar> bars = new TreeMap<>();
        String path =
                "/api/v3/klines?symbol=%s&interval=%s&limit=1000"
                        .formatted(symbol, interval.code());
        for (JsonNode row : JSON.readTree(exchange.get(path))) {
            Bar bar = Bar.ofExchange(row);
            bars.put(bar.openMillis(), bar);
        }
        bars.pollLastEntry(); // still open
        return bars;
    }

    private JsonNode ours(String symbol, Interval interval, int limit)
            throws IOException, InterruptedException {
        return items(
                tickmesh.get(
                        "/api/v1/candles?symbol=%s&interval=%s&limit=%d"
                                .formatted(symbol, interval.code(), limit)));
    }

    private long serverMillis() throws IOException, InterruptedException {
        return JSON.readTree(exchange.get("/api/v3/time")).path("serverTime").asLong();
    }

    /// Returns what the feed counts, in short.
    String feed() throws IOException, InterruptedException {
        JsonNode feed = feedView();
        return "reconnects %d  malformed %d  audited %d/%d  different %d  weight %d"
                .formatted(
                        feed.path("reconnects").asLong(),
                        feed.path("malformed").asLong(),
                        feed.path("auditDifferences").asLong(),
                        feed.path("auditedCandles").asLong(),
                        feed.path("differentCandles").asLong(),
                        feed.path("weightUsed").asLong());
    }

    private JsonNode feedView() throws IOException, InterruptedException {
        return items(tickmesh.get("/api/v1/feeds")).path(0);
    }

    private static JsonNode items(String body) throws IOException {
        return JSON.readTree(body).path("items");
    }
}
