package io.tickmesh.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.ListCandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandleSeriesTest {
    private final List<Long> past = new ArrayList<>();
    private final List<Long> live = new ArrayList<>();
    private final CandleSeries series =
            new CandleSeries(
                    "BTCUSDT",
                    Interval.S1,
                    candle -> past.add(candle.openMillis() / 1_000),
                    event -> live.add(event.candle().openMillis() / 1_000));

    @BeforeEach
    void wantsThreeCandles() {
        assertThat(series.warmUp(3).limit()).isEqualTo(13);
    }

    @Test
    void historyEndsWhereLiveBegins() {
        assertThat(offer(7)).isEmpty();
        assertThat(offer(8)).isEmpty();
        assertThat(series.join(candles(1, 9))).isEmpty();
        assertThat(past).containsExactly(4L, 5L, 6L);
        assertThat(live).containsExactly(7L, 8L);
    }

    @Test
    void warmsUpWithTheSameCandlesWhetherLiveOnesCameBeforeOrAfterTheAnswer() {
        series.join(candles(1, 6));
        offer(7);
        assertThat(past).containsExactly(4L, 5L, 6L);
        assertThat(live).containsExactly(7L);
    }

    @Test
    void startsWithWhatHistoryThereIs() {
        assertThat(series.join(List.of())).isEmpty();
        offer(5);
        offer(6);
        assertThat(live).containsExactly(5L, 6L);
    }

    @Test
    void ignoresWhatItHasSeen() {
        series.join(candles(1, 3));
        offer(3);
        offer(4);
        offer(4);
        assertThat(live).containsExactly(4L);
    }

    @Test
    void asksForAHoleOnceAndKeepsWhatComesMeanwhile() {
        series.join(candles(1, 3));
        Optional<ListCandles> question = offer(6);
        assertThat(question).contains(new ListCandles("BTCUSDT", Interval.S1, 2, 6_000L));
        assertThat(offer(7)).isEmpty();
        assertThat(live).isEmpty();

        assertThat(series.join(candles(5, 5))).isEmpty(); // 4 does not exist
        assertThat(past).endsWith(5L);
        assertThat(live).containsExactly(6L, 7L);
    }

    @Test
    void asksAgainForAnotherHoleBehindTheFirst() {
        series.join(candles(1, 3));
        assertThat(offer(6)).isPresent();
        offer(9);
        assertThat(series.join(List.of())).map(ListCandles::beforeMillis).contains(9_000L);
        assertThat(live).containsExactly(6L);
        series.join(candles(7, 8));
        assertThat(live).containsExactly(6L, 9L);
    }

    @Test
    void waitsWithABoundedNumberOfCandles() {
        for (int second = 10; second < 5_000; second++) {
            offer(second);
        }
        series.join(candles(1, 9));
        assertThat(live).isEmpty(); // the hole that was dropped is asked for
        series.join(candles(3_000, 3_999));
        assertThat(live).hasSize(1_000).startsWith(4_000L);
    }

    private Optional<ListCandles> offer(long second) {
        Header header = new Header("id", Instant.ofEpochSecond(second + 1), "alpha", null, 0);
        return series.offer(
                new CandleClosed(header, "BTCUSDT", Interval.S1, candle(second), false));
    }

    private static List<Candle> candles(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(CandleSeriesTest::candle).toList();
    }

    private static Candle candle(long second) {
        return Fixtures.candle(second * 1_000, 1, 1);
    }
}
