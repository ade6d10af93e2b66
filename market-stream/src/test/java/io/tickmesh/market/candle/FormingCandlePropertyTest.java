package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What holds for candles of any trades.
class FormingCandlePropertyTest {
    private static final int SEEDS = 200;

    @Test
    void hasAllTradesAndTheirExtremes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Trade> trades = trades(new Random(seed), 500);
            List<Candle> candles = candles(Interval.M1, trades);

            assertThat(candles.stream().mapToDouble(Candle::volume).sum())
                    .isCloseTo(trades.stream().mapToDouble(Trade::quantity).sum(), within(1e-8));
            assertThat(candles.stream().mapToLong(Candle::trades).sum()).isEqualTo(trades.size());
            assertThat(candles.stream().mapToDouble(Candle::high).max().orElseThrow())
                    .isEqualTo(trades.stream().mapToDouble(Trade::price).max().orElseThrow());
            assertThat(candles.stream().mapToDouble(Candle::low).min().orElseThrow())
                    .isEqualTo(trades.stream().mapToDouble(Trade::price).min().orElseThrow());
            for (int i = 1; i < candles.size(); i++) {
                assertThat(candles.get(i).openMillis())
                        .isEqualTo(Interval.M1.next(candles.get(i - 1).openMillis()));
            }
        }
    }

    @Test
    void isWhatTheMinutesFoldTo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Trade> trades = trades(new Random(seed), 500);
            Map<Long, Candle> direct =
                    candles(Interval.M5, trades).stream()
                            .collect(Collectors.toMap(Candle::openMillis, Function.identity()));
            CandleFold fold = new CandleFold(Interval.M1, Buckets.of(Interval.M5));
            int compared = 0;
            for (Candle minute : candles(Interval.M1, trades)) {
                for (Folded folded : fold.add(minute)) {
                    if (folded.isComplete()) {
                        compared++;
                        Candle expected =
                                Objects.requireNonNull(direct.get(folded.candle().openMillis()));
                        assertThat(new OwnCandle(folded.candle(), 0, true).isSame(expected))
                                .as("seed %d: %s and %s", seed, folded, expected)
                                .isTrue();
                    }
                }
            }
            assertThat(compared).isPositive();
        }
    }

    @Test
    void neverSaysEqualToAnotherCandleAndNeverDiffersFromTheExchangesOwn() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Trade> trades = trades(random, 500);
            Map<Long, Candle> truth = new TreeMap<>();
            candles(Interval.M1, trades).forEach(candle -> truth.put(candle.openMillis(), candle));
            FormingCandle forming = new FormingCandle(Buckets.of(Interval.M1));
            int equal = 0;
            int lost = 0;
            for (int i = 0; i < trades.size(); i++) {
                Trade trade = trades.get(i);
                if (random.nextInt(40) == 0) {
                    lost++;
                } else {
                    for (OwnCandle ended : feed(forming, trade)) {
                        Candle word =
                                Objects.requireNonNull(truth.get(ended.candle().openMillis()));
                        Agreement agreement = forming.closed(word, lastId(trades, word));
                        assertThat(agreement).as("seed %d", seed).isNotEqualTo(Agreement.DIFFERENT);
                        equal += agreement == Agreement.EQUAL ? 1 : 0;
                    }
                    if (random.nextInt(10) == 0) {
                        tellSoFar(forming, trades.subList(0, Math.max(0, i - random.nextInt(3))));
                    }
                }
            }
            assertThat(equal).isPositive();
            assertThat(forming.counts().holes()).isLessThanOrEqualTo(lost);
        }
    }

    /// The exchange's candle so far is that of all trades, and may be a little late.
    private static void tellSoFar(FormingCandle forming, List<Trade> trades) {
        if (trades.isEmpty()) {
            return;
        }
        long open = Interval.M1.openOf(trades.getLast().millis());
        List<Trade> bucket = trades.stream().filter(trade -> trade.millis() >= open).toList();
        Candle soFar = candles(Interval.M1, bucket).getFirst();
        forming.soFar(soFar, bucket.getFirst().id(), bucket.getLast().id());
    }

    private static long lastId(List<Trade> trades, Candle word) {
        long end = Interval.M1.next(word.openMillis());
        return trades.stream()
                .filter(trade -> trade.millis() >= word.openMillis() && trade.millis() < end)
                .mapToLong(Trade::id)
                .max()
                .orElse(-1);
    }

    /// Returns the candles of all trades, the last one as it stands.
    private static List<Candle> candles(Interval interval, List<Trade> trades) {
        FormingCandle forming = new FormingCandle(Buckets.of(interval));
        List<Candle> candles = new ArrayList<>();
        for (Trade trade : trades) {
            feed(forming, trade).forEach(own -> candles.add(own.candle()));
        }
        forming.candle().ifPresent(candles::add);
        return candles;
    }

    private static List<OwnCandle> feed(FormingCandle forming, Trade trade) {
        return forming.trade(
                trade.id(), trade.id(), trade.price(), trade.quantity(), trade.millis());
    }

    private static List<Trade> trades(Random random, int count) {
        List<Trade> trades = new ArrayList<>();
        long millis = 1_700_000_000_000L + random.nextInt(1_000_000);
        for (int i = 0; i < count; i++) {
            millis += random.nextInt(20) == 0 ? random.nextInt(200_000) : random.nextInt(9_000);
            trades.add(
                    new Trade(
                            1_000 + i,
                            random.nextInt(9_000, 11_000) / 100.0,
                            random.nextInt(1, 1_000_000) / 1e5,
                            millis));
        }
        return trades;
    }

    private record Trade(long id, double price, double quantity, long millis) {}
}
