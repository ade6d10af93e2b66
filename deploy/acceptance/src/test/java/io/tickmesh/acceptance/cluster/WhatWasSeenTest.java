package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the rows of the failure table count sees what is wrong.
final class WhatWasSeenTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00.300Z");
    private static final Instant UNTIL = BEGUN.plusSeconds(3);
    private static final List<String> BOTS =
            List.of("btcusdt", "ethusdt", "xrpusdt", "linkusdt", "ltcusdt", "dotusdt");

    private final Metronome metronome = new Metronome();
    private final ToldCandles candles = new ToldCandles();

    @Test
    void whoDecidesOnEveryCandleOnceIsNotBlamed() throws Exception {
        allDecide();

        assertThat(metronome.faults(BEGUN, UNTIL)).isEmpty();
        assertThat(metronome.expected(BEGUN, UNTIL)).isEqualTo(18);
        assertThat(metronome.hasPassed(UNTIL)).isTrue();
        assertThat(metronome.hasPassed(UNTIL.plusSeconds(1))).isFalse();
    }

    @Test
    void aCandleThatABotMissedIsFound() throws Exception {
        allDecide();

        assertThat(metronome.faults(BEGUN, UNTIL.plusSeconds(1)))
                .hasSize(BOTS.size())
                .allMatch(fault -> fault.contains("has missed the candle of 2026-11-22T10:00:04Z"));
    }

    @Test
    void aCandleThatTwoNodesDecidedOnIsFound() throws Exception {
        allDecide();
        decide("btcusdt", "engine-2", 2, 0);

        assertThat(metronome.faults(BEGUN, UNTIL))
                .singleElement()
                .asString()
                .contains("metronome-btcusdt", "10:00:02Z", "engine-1", "engine-2");
    }

    @Test
    void aCandleThatOneNodeDecidedOnTwiceIsFound() throws Exception {
        allDecide();
        // The same bot never makes the same id twice.
        decide("ethusdt", "engine-1", 2, 1);

        assertThat(metronome.faults(BEGUN, UNTIL)).singleElement().asString().contains("ethusdt");
    }

    @Test
    void aDecisionOfWhichNothingCameIsFound() throws Exception {
        allDecide();
        signal("lost", "btcusdt", "engine-1", BEGUN.plusSeconds(1));

        assertThat(metronome.faults(BEGUN, UNTIL))
                .singleElement()
                .asString()
                .contains("nothing came of it");
    }

    @Test
    void aHoleInTheCandlesIsFound() throws Exception {
        told("2026-11-22T10:00:01Z", 7);
        told("2026-11-22T10:00:03Z", 7);

        assertThat(candles.faults(List.of("BTCUSDT"), Interval.S1, BEGUN, UNTIL))
                .containsExactly("no candle of BTCUSDT 1s that ended at 2026-11-22T10:00:02Z");
        assertThat(candles.have(List.of("BTCUSDT"), Interval.S1, UNTIL)).isFalse();
    }

    @Test
    void aCandleThatWasToldInTwoWaysIsFound() throws Exception {
        for (int second = 1; second <= 3; second++) {
            told("2026-11-22T10:00:0%dZ".formatted(second), 7);
            told("2026-11-22T10:00:0%dZ".formatted(second), second == 2 ? 8 : 7);
        }

        assertThat(candles.faults(List.of("BTCUSDT"), Interval.S1, BEGUN, UNTIL))
                .singleElement()
                .asString()
                .contains("10:00:02Z", "7", "8");
    }

    private void allDecide() throws IOException {
        for (String symbol : BOTS) {
            for (int second = 1; second <= 3; second++) {
                decide(symbol, "engine-1", second, 0);
            }
        }
    }

    private void decide(String symbol, String node, int second, int again) throws IOException {
        Instant end = Instant.parse("2026-11-22T10:00:0%dZ".formatted(second));
        String id = "%s-%s-%d-%d".formatted(symbol, node, second, again);
        signal(id, symbol, node, end);
        String time = Long.toString(end.toEpochMilli() + again, Character.MAX_RADIX);
        seen(
                """
                {"type": "OrderRejected", "bot": "metronome-%s", "cause": "%s",
                 "orderId": "metronome-%s-%s-E"}
                """
                        .formatted(symbol, id, symbol, time),
                end);
    }

    private void signal(String id, String symbol, String node, Instant published)
            throws IOException {
        seen(
                """
                {"type": "SignalGenerated", "id": "%s", "bot": "metronome-%s", "node": "%s",
                 "cause": null}
                """
                        .formatted(id, symbol, node),
                published);
    }

    private void seen(String event, Instant published) throws IOException {
        metronome.event(json(event), published);
    }

    private void told(String end, int close) throws IOException {
        candles.event(
                json(
                        """
                        {"symbol": "BTCUSDT", "interval": "1s", "time": "%s",
                         "candle": {"close": %d}}
                        """
                                .formatted(end, close)));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
