package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CandleSeriesTest {
    private static final long MINUTE = 60_000;

    private final CandleSeries series = new CandleSeries(Interval.M1, 10);

    @Test
    void holdsWhatClosesBeforeTheHistoryIsLoaded() {
        assertThat(series.closed(bar(4))).isEmpty();
        assertThat(series.closed(bar(5))).isEmpty();

        assertThat(series.load(bars(1, 5))).containsExactly(live(5));
        assertThat(series.newest(100, Long.MAX_VALUE)).isEqualTo(bars(1, 6));
        assertThat(series.repeated()).isEqualTo(1);
    }

    @Test
    void goesOnAfterAHoleThatTheHistoryHasToo() {
        series.load(bars(0, 3));

        assertThat(series.closed(bar(6))).isEmpty();
        Gap gap = series.gap().orElseThrow();
        assertThat(gap).isEqualTo(new Gap(3 * MINUTE, 6 * MINUTE));
        assertThat(series.backfill(List.of())).isEmpty();
        assertThat(series.confirm(gap)).containsExactly(live(6));

        assertThat(series.gap()).isEmpty();
        assertThat(series.confirmedHoles()).isEqualTo(1);
    }

    @Test
    void prefersWhatTheStreamDeliversWhileHistoryIsAsked() {
        series.load(bars(0, 3));
        series.closed(bar(5));
        Gap gap = series.gap().orElseThrow();

        assertThat(series.closed(bar(3))).containsExactly(live(3));
        assertThat(series.backfill(bars(3, 5))).containsExactly(backfilled(4), live(5));
        assertThat(series.confirm(gap)).isEmpty();
        assertThat(series.confirmedHoles()).isZero();
    }

    @Test
    void keepsTheNewestAndAnswersBeforeATime() {
        series.load(bars(0, 3));
        for (int i = 3; i < 25; i++) {
            series.closed(bar(i));
        }

        assertThat(series.newest(1000, Long.MAX_VALUE)).isEqualTo(bars(15, 25));
        assertThat(series.newest(3, 20 * MINUTE)).isEqualTo(bars(17, 20));
        assertThat(series.newest(3, 15 * MINUTE)).isEmpty();
    }

    @Test
    void beginsWithTheStreamWhenThereIsNoHistory() {
        series.load(List.of());

        assertThat(series.closed(bar(7))).containsExactly(live(7));
        assertThat(series.closed(bar(7))).isEmpty();
        assertThat(series.closed(bar(8))).containsExactly(live(8));
    }

    @Test
    void holdsNoMoreThanItsCapacity() {
        series.load(bars(0, 1));
        for (int i = 2; i < 40; i++) {
            assertThat(series.closed(bar(i))).isEmpty();
        }

        Gap gap = series.gap().orElseThrow();
        assertThat(gap).isEqualTo(new Gap(MINUTE, 30 * MINUTE));
        List<ClosedCandle> closed = new ArrayList<>(series.backfill(bars(1, 30)));
        closed.addAll(series.confirm(gap));
        assertThat(closed).extracting(ClosedCandle::candle).isEqualTo(bars(1, 40));
    }

    /// Whatever the stream drops, repeats and delays, and whenever history answers: each bar of the exchange comes once, in order.
    @Test
    void publishesTheTruthWhateverTheStreamDoes() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            CandleSeries tested = new CandleSeries(Interval.M1, 500);
            List<Candle> truth = truth(random);
            int known = random.nextInt(20);
            List<Candle> published = new ArrayList<>();
            Optional<Gap> asked = Optional.empty();
            tested.load(truth.subList(0, known));
            List<Candle> stream = disturbed(truth.subList(known, truth.size()), random);
            // The last one comes for sure, so that nothing stays unknown at the end.
            stream.add(truth.getLast());

            for (Candle candle : stream) {
                tested.closed(candle).forEach(closed -> published.add(closed.candle()));
                if (asked.isEmpty()) {
                    asked = tested.gap();
                } else if (random.nextInt(3) == 0) {
                    answer(tested, truth, asked.get(), published);
                    asked = tested.gap();
                }
            }
            for (; asked.isPresent(); asked = tested.gap()) {
                answer(tested, truth, asked.get(), published);
            }

            List<Candle> expected =
                    known == 0
                            // Without history the series begins with what comes first.
                            ? truth.subList(truth.indexOf(published.getFirst()), truth.size())
                            : truth.subList(known, truth.size());
            assertThat(published).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static void answer(
            CandleSeries series, List<Candle> truth, Gap gap, List<Candle> published) {
        List<Candle> found =
                truth.stream()
                        .filter(candle ->
                                candle.openMillis() >= gap.fromMillis()
                                        && candle.openMillis() < gap.untilMillis())
                        .toList();
        series.backfill(found).forEach(closed -> published.add(closed.candle()));
        series.confirm(gap).forEach(closed -> published.add(closed.candle()));
    }

    /// Bars of an exchange that has outages now and then.
    private static List<Candle> truth(Random random) {
        List<Candle> truth = new ArrayList<>();
        int index = 0;
        for (int i = 0; i < 120; i++) {
            index += random.nextInt(15) == 0 ? 1 + random.nextInt(10) : 1;
            truth.add(bar(index));
        }
        return truth;
    }

    private static List<Candle> disturbed(List<Candle> bars, Random random) {
        List<Candle> stream = new ArrayList<>();
        for (Candle candle : bars) {
            if (random.nextInt(4) != 0) {
                stream.add(candle);
            }
            if (random.nextInt(5) == 0 && !stream.isEmpty()) {
                stream.add(stream.get(random.nextInt(stream.size())));
            }
            if (random.nextInt(6) == 0 && stream.size() > 1) {
                stream.add(stream.size() - 1 - random.nextInt(2), stream.removeLast());
            }
        }
        return stream;
    }

    private static ClosedCandle live(int index) {
        return new ClosedCandle(bar(index), false);
    }

    private static ClosedCandle backfilled(int index) {
        return new ClosedCandle(bar(index), true);
    }

    private static List<Candle> bars(int from, int to) {
        List<Candle> bars = new ArrayList<>();
        for (int i = from; i < to; i++) {
            bars.add(bar(i));
        }
        return bars;
    }

    private static Candle bar(int index) {
        return new Candle(index * MINUTE, 1 + index, 3 + index, 1, 2 + index, 5, 10, 2);
    }
}
