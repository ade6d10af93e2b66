package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.market.candle.ClosedCandle;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleSlotTest {
    private static final long MINUTE = 60_000;

    private final List<Long> published = new ArrayList<>();
    private final List<Long> backfilled = new ArrayList<>();
    private final CandleSlot slot =
            new CandleSlot("BTCUSDT", Interval.M1, 100, (_, _, candle) -> note(candle));

    @Test
    void publishesWhatTheFormerNodeCouldNot() {
        slot.heard(3 * MINUTE);
        slot.takeOver(new Former(List.of(), 0));

        slot.load(bars(1, 5));

        assertThat(published).containsExactly(4 * MINUTE, 5 * MINUTE);
        assertThat(backfilled).isEqualTo(published);
    }

    @Test
    void publishesOfASeriesThatItNeverHeardOfOnlyWhatItWouldHaveHeard() {
        slot.takeOver(new Former(List.of("alpha"), 4 * MINUTE + 1));

        slot.load(bars(1, 5));

        assertThat(published).containsExactly(4 * MINUTE, 5 * MINUTE);
    }

    @Test
    void publishesNoHistoryWhereNobodyWasBefore() {
        slot.open();

        slot.load(bars(1, 5));

        assertThat(published).isEmpty();
    }

    @Test
    void publishesNothingThatAnotherNodeHas() {
        slot.open();
        slot.load(bars(1, 5));
        slot.heard(6 * MINUTE);

        slot.publish(slot.series.closed(bar(6)));
        slot.publish(slot.series.closed(bar(7)));

        assertThat(published).containsExactly(7 * MINUTE);
        assertThat(slot.series.newest(2, Long.MAX_VALUE)).containsExactly(bar(6), bar(7));
    }

    @Test
    void publishesNothingWhenItIsClosed() {
        slot.open();
        slot.load(bars(1, 5));
        slot.open = false;

        slot.publish(slot.series.closed(bar(6)));

        assertThat(published).isEmpty();
    }

    private void note(ClosedCandle candle) {
        published.add(candle.candle().openMillis());
        if (candle.backfilled()) {
            backfilled.add(candle.candle().openMillis());
        }
    }

    private static List<Candle> bars(int first, int last) {
        List<Candle> bars = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            bars.add(bar(i));
        }
        return bars;
    }

    private static Candle bar(int index) {
        return new Candle(index * MINUTE, 10, 12, 9, 11, 3, 300, 7);
    }
}
