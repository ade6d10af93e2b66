package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleFoldTest {
    private static final long MINUTE = 60_000;

    private final CandleFold fold = new CandleFold(Interval.M1, Buckets.of(Interval.M3));

    @Test
    void endsWithTheLastOfItsMinutes() {
        assertThat(fold.add(bar(0, 10, 12, 9, 11))).isEmpty();
        assertThat(fold.add(bar(1, 11, 15, 11, 14))).isEmpty();

        assertThat(fold.add(bar(2, 14, 14, 8, 9)))
                .containsExactly(new Folded(new Candle(0, 10, 15, 8, 9, 3, 30, 6), 0));
        assertThat(fold.soFar()).isEmpty();
    }

    @Test
    void opensWithTheFirstRealTrade() {
        fold.add(filler(0, 50));
        fold.add(bar(1, 11, 15, 11, 14));

        assertThat(fold.add(filler(2, 14)))
                .containsExactly(new Folded(new Candle(0, 11, 15, 11, 14, 1, 10, 2), 0));
    }

    @Test
    void isAFillerWithoutAnyTrade() {
        fold.add(filler(0, 50));
        fold.add(filler(1, 50));

        assertThat(fold.add(filler(2, 50)))
                .containsExactly(new Folded(new Candle(0, 50, 50, 50, 50, 0, 0, 0), 0));
    }

    @Test
    void takesVolumeForTradesWhereTheirNumberIsNotKnown() {
        fold.add(filler(0, 50));
        fold.add(new Candle(MINUTE, 11, 12, 11, 12, 3, 0, 0));

        assertThat(fold.add(filler(2, 12)))
                .extracting(folded -> folded.candle().open())
                .containsExactly(11.0);
    }

    @Test
    void reportsWhatIsMissing() {
        fold.add(bar(1, 1, 1, 1, 1));
        assertThat(fold.add(bar(2, 2, 2, 2, 2)))
                .containsExactly(new Folded(new Candle(0, 1, 2, 1, 2, 2, 20, 4), 1));

        fold.add(bar(3, 3, 3, 3, 3));
        assertThat(fold.add(bar(5, 5, 5, 5, 5))).extracting(Folded::missing).containsExactly(1);

        fold.add(bar(6, 6, 6, 6, 6));
        assertThat(fold.soFar().orElseThrow().missing()).isEqualTo(2);
        // One lost its end, and the other one all but its end.
        assertThat(fold.add(bar(14, 7, 7, 7, 7)))
                .extracting(
                        folded -> folded.candle().openMillis() / MINUTE + "-" + folded.missing())
                .containsExactly("6-2", "12-2");
        assertThat(fold.missed()).isEqualTo(1 + 7);
    }

    @Test
    void refusesWhatIsOutOfPlace() {
        fold.add(bar(4, 1, 1, 1, 1));

        assertThatIllegalArgumentException().isThrownBy(() -> fold.add(bar(4, 1, 1, 1, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fold.add(new Candle(5 * MINUTE + 1, 1, 1, 1, 1, 1, 1, 1)));
        assertThat(fold.add(bar(5, 1, 1, 1, 1))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"5m,3m", "1m,1m", "1h,5m", "3d,1w", "1w,1M", "3m,5m", "8h,12h", "1d,8h"})
    void refusesIntervalsThatDoNotFit(String source, String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CandleFold(
                                Interval.ofCode(source).orElseThrow(),
                                Buckets.of(Interval.ofCode(target).orElseThrow())));
    }

    @Test
    void comesToTheSameInOneStepAndInTwo() {
        for (int seed = 0; seed < 100; seed++) {
            List<Candle> minutes = minutes(new Random(seed), 600);
            List<Folded> direct = fold(Interval.M1, Interval.H1, minutes);
            List<Folded> fives = fold(Interval.M1, Interval.M5, minutes);
            List<Folded> twice =
                    fold(Interval.M5, Interval.H1, fives.stream().map(Folded::candle).toList());

            assertThat(direct).hasSizeGreaterThanOrEqualTo(10).hasSameSizeAs(twice);
            for (int i = 0; i < direct.size(); i++) {
                Candle one = direct.get(i).candle();
                Candle two = twice.get(i).candle();
                assertThat(List.of(one.open(), one.high(), one.low(), one.close(), one.trades()))
                        .as("seed %d, hour %d", seed, i)
                        .isEqualTo(
                                List.of(
                                        two.open(),
                                        two.high(),
                                        two.low(),
                                        two.close(),
                                        two.trades()));
                assertThat(one.volume()).isCloseTo(two.volume(), within(1e-8));
            }
        }
    }

    @Test
    void hasAllOfWhatItIsMadeOf() {
        for (int seed = 0; seed < 100; seed++) {
            List<Candle> minutes = minutes(new Random(seed), 600);
            List<Folded> hours = fold(Interval.M1, Interval.H1, minutes);

            assertThat(hours.stream().mapToDouble(hour -> hour.candle().volume()).sum())
                    .isCloseTo(minutes.stream().mapToDouble(Candle::volume).sum(), within(1e-8));
            assertThat(hours.stream().mapToLong(hour -> hour.candle().trades()).sum())
                    .isEqualTo(minutes.stream().mapToLong(Candle::trades).sum());
            assertThat(hours.stream().mapToDouble(hour -> hour.candle().high()).max())
                    .isEqualTo(
                            minutes.stream()
                                    .filter(minute -> minute.volume() > 0)
                                    .mapToDouble(Candle::high)
                                    .max());
            assertThat(hours.stream().mapToInt(Folded::missing).sum())
                    .isEqualTo(hours.size() * 60 - minutes.size());
        }
    }

    @Test
    void isAtAnyMomentWhatTheMinutesSoFarMake() {
        List<Candle> minutes = minutes(new Random(5), 200);
        CandleFold whole = new CandleFold(Interval.M1, Buckets.of(Interval.H1));
        for (int i = 0; i < minutes.size(); i++) {
            whole.add(minutes.get(i));
            CandleFold prefix = new CandleFold(Interval.M1, Buckets.of(Interval.H1));
            minutes.subList(0, i + 1).forEach(prefix::add);
            assertThat(prefix.soFar()).isEqualTo(whole.soFar());
        }
    }

    /// Folds all and ends with what is left.
    private static List<Folded> fold(Interval source, Interval target, List<Candle> candles) {
        CandleFold fold = new CandleFold(source, Buckets.of(target));
        List<Folded> folded = new ArrayList<>();
        candles.forEach(candle -> folded.addAll(fold.add(candle)));
        fold.soFar().ifPresent(folded::add);
        return folded;
    }

    private static List<Candle> minutes(Random random, int count) {
        List<Candle> minutes = new ArrayList<>();
        double price = 10_000;
        long index = random.nextInt(50);
        for (int i = 0; i < count; i++) {
            index += random.nextInt(30) == 0 ? 1 + random.nextInt(20) : 1;
            if (random.nextInt(3) == 0) {
                minutes.add(filler(index, price));
                continue;
            }
            double open = price + random.nextInt(-3, 4);
            double close = open + random.nextInt(-3, 4);
            double volume = random.nextInt(1, 1_000_000) / 1e5;
            minutes.add(
                    new Candle(
                            index * MINUTE,
                            open,
                            Math.max(open, close) + random.nextInt(3),
                            Math.min(open, close) - random.nextInt(3),
                            close,
                            volume,
                            volume * open,
                            random.nextInt(1, 9)));
            price = close;
        }
        return minutes;
    }

    private static Candle bar(long minute, double open, double high, double low, double close) {
        return new Candle(minute * MINUTE, open, high, low, close, 1, 10, 2);
    }

    private static Candle filler(long minute, double price) {
        return new Candle(minute * MINUTE, price, price, price, price, 0, 0, 0);
    }
}
