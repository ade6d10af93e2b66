package io.tickmesh.acceptance.failure;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What a user has told the system and what the system has decided for good: it holds for every later run.
///
/// @param breakers open circuit breakers of the account that was made to lose
record Orders(List<String> breakers) {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String PAUSED = "ethusdt-ema-cross-1s";
    private static final String STOPPED = "xrpusdt-ema-cross-1s";
    private static final String DELETED = "eosusdt-donchian-1s";
    private static final String MADE = "made-over-rest";
    private static final String ACCOUNT = "doomed";

    /// Pauses, stops, deletes and makes bots, and waits until an account has lost enough to be stopped.
    static Orders give(Rest rest) throws IOException {
        rest.order("POST", "/api/v1/bots/" + PAUSED + "/pause", "");
        rest.order("POST", "/api/v1/bots/" + STOPPED + "/stop", "");
        rest.order("DELETE", "/api/v1/bots/" + DELETED, "");
        rest.order(
                "POST",
                "/api/v1/bots",
                """
                {"id": "%s", "account": "main", "symbol": "LTCUSDT", "interval": "1s", "strategy": "macd",
                 "parameters": {"fast": "1", "slow": "2", "signal": "2"}, "sizing": {"kind": "QUOTE", "amount": "100"},
                 "exits": {"trailing": {"activationPercent": "0.01", "distancePercent": "0.02"}, "timeLimit": "4s"}}
                """
                        .formatted(MADE));
        Waiting.until(
                "circuit breaker", LONGEST, () -> !breakers(rest).isEmpty(), () -> "none fired");
        return new Orders(breakers(rest));
    }

    /// Returns what does not hold any more.
    List<String> forgotten(Rest rest) throws IOException {
        List<String> forgotten = new ArrayList<>();
        status(rest, PAUSED, "PAUSED", forgotten);
        status(rest, STOPPED, "STOPPED", forgotten);
        if (rest.status("/api/v1/bots/" + DELETED) != 404) {
            forgotten.add(DELETED + " was deleted, but is there");
        }
        status(rest, MADE, "RUNNING", forgotten);
        List<String> now = breakers(rest);
        breakers.stream()
                .filter(breaker -> !now.contains(breaker))
                .forEach(breaker ->
                        forgotten.add("%s fired, but now there are %s".formatted(breaker, now)));
        return forgotten;
    }

    private static void status(Rest rest, String bot, String wanted, List<String> forgotten)
            throws IOException {
        Rest.Answer answer = rest.send("GET", "/api/v1/bots/" + bot, "");
        String status = answer.json().path("status").asText();
        if (!status.equals(wanted)) {
            forgotten.add("%s must be %s, was %s".formatted(bot, wanted, answer));
        }
    }

    private static List<String> breakers(Rest rest) {
        try {
            List<String> open = new ArrayList<>();
            for (JsonNode breaker : rest.get("/api/v1/risk").path("breakers")) {
                if (breaker.path("subject").asText().contains(ACCOUNT)) {
                    // Stored times end with microseconds.
                    open.add(
                            "%s since %s"
                                    .formatted(
                                            breaker.path("breaker").asText(),
                                            Instant.parse(breaker.path("firedAt").asText())
                                                    .truncatedTo(ChronoUnit.MICROS)));
                }
            }
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
