package io.tickmesh.benchmarks.soak;

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

/// Reads the closed candles of the event stream into the ledger, until closed. The stream must not end before.
final class PublishedCandles implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final CandleLedger ledger;
    private final BufferedReader lines;
    private volatile boolean closed;

    private PublishedCandles(int port, CandleLedger ledger)
            throws IOException, InterruptedException {
        this.ledger = ledger;
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/events?types=CandleClosed"
                                                .formatted(port)))
                        .header("Authorization", AdminToken.BEARER)
                        .build();
        this.lines =
                new BufferedReader(
                        new InputStreamReader(
                                client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                                        .body(),
                                StandardCharsets.UTF_8));
    }

    /// Begins to read.
    static PublishedCandles read(int port, CandleLedger ledger)
            throws IOException, InterruptedException {
        PublishedCandles candles = new PublishedCandles(port, ledger);
        Thread.ofPlatform().daemon().name("published-candles").start(candles::readAll);
        return candles;
    }

    private void readAll() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:") && line.contains("\"CandleClosed\"")) {
                    ledger.closed(JSON.readTree(line.substring("data:".length())));
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                ledger.found("the event stream broke: " + e);
            }
            return;
        }
        if (!closed) {
            ledger.found("the event stream ended");
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
    }
}
