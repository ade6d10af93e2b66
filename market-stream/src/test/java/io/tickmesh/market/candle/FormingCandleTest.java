package io.tickmesh.market.candle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormingCandleTest {
    private static final long MINUTE = 60_000;

    private final FormingCandle forming = new FormingCandle(Buckets.of(Interval.M1));

    @Test
    void followsEveryTrade() {
        assertThat(forming.candle()).isEmpty();

        trade(7, 10, 1, 5_000);
        trade(8, 12, 2, 6_000);
        trade(9, 9, 3, 7_000);
        trade(10, 11, 4, 59_999);

        assertThat(forming.candle()).contains(new Candle(0, 10, 12, 9, 11, 10, 105, 4));
        // Nobody knows what was traded before.
        assertThat(forming.isComplete()).isFalse();
    }

    @Test
    void countsTheTradesOfAnAggregate() {
        forming.trade(7, 9, 10, 1.5, 1_000);
        forming.trade(10, 10, 11, 1, 1_000);

        assertThat(forming.candle()).contains(new Candle(0, 10, 11, 10, 11, 2.5, 26, 4));
        assertThat(forming.counts().holes()).isZero();
    }

    @Test
    void endsWithTheFirstTradeOfALaterBucketAndFillsTheOnesBetween() {
        trade(1, 10, 1, 0);

        List<OwnCandle> ended = trade(2, 20, 1, 3 * MINUTE + 1);

        assertThat(ended)
                .containsExactly(
                        new OwnCandle(new Candle(0, 10, 10, 10, 10, 1, 10, 1), 1, false),
                        new OwnCandle(filler(MINUTE, 10), 1, true),
                        new OwnCandle(filler(2 * MINUTE, 10), 1, true));
        // The first trade opens it, not the last price before.
        assertThat(forming.candle()).contains(new Candle(3 * MINUTE, 20, 20, 20, 20, 1, 20, 1));
        assertThat(forming.isComplete()).isTrue();
    }

    @Test
    void forgivesWhatTheExchangeCutsOffTheQuoteVolumeOfEachTrade() {
        OwnCandle own = new OwnCandle(new Candle(0, 3, 3, 3, 3, 2, 0.017207646, 2), 9, true);

        assertThat(own.agreement(new Candle(0, 3, 3, 3, 3, 2, 0.01720763, 2), 9))
                .isEqualTo(Agreement.EQUAL);
        assertThat(own.agreement(new Candle(0, 3, 3, 3, 3, 2, 0.01720761, 2), 9))
                .isEqualTo(Agreement.DIFFERENT);
    }

    @Test
    void endsByTheClockWithoutTrades() {
        trade(1, 10, 1, 0);

        assertThat(forming.endAt(MINUTE - 1)).isEmpty();
        assertThat(forming.endAt(MINUTE)).hasSize(1);
        assertThat(forming.endAt(MINUTE)).isEmpty();
        assertThat(forming.candle()).contains(filler(MINUTE, 10));
        assertThat(forming.endAt(3 * MINUTE)).hasSize(2);
        assertThat(new FormingCandle(Buckets.of(Interval.M1)).endAt(MINUTE)).isEmpty();
    }

    @Test
    void makesNoMoreFillersThanItsLimit() {
        trade(1, 10, 1, 0);

        assertThat(forming.endAt(5_000 * MINUTE)).hasSize(1_001);
        assertThat(forming.counts().droppedFillers()).isEqualTo(3_999);
        assertThat(forming.candle()).contains(filler(5_000 * MINUTE, 10));
    }

    @Test
    void addsLaterTradesToTheExchangesCandle() {
        soFar(new Candle(0, 8, 12, 7, 10, 50, 500, 6), 95, 100);
        trade(99, 30, 1, 20_000);
        trade(100, 30, 1, 20_000);
        trade(101, 13, 1, 21_000);

        assertThat(forming.candle()).contains(new Candle(0, 8, 13, 7, 13, 51, 513, 7));
        assertThat(forming.isComplete()).isTrue();
        assertThat(forming.counts().repeated()).isEqualTo(2);
    }

    @Test
    void addsTradesAgainThatTheExchangesCandleDoesNotHaveYet() {
        trade(99, 9, 1, 20_000);
        trade(100, 11, 1, 20_000);
        trade(101, 13, 1, 21_000);
        soFar(new Candle(0, 8, 9, 7, 9, 50, 500, 5), 95, 99);

        assertThat(forming.candle()).contains(new Candle(0, 8, 13, 7, 13, 52, 524, 7));
        assertThat(forming.isComplete()).isTrue();
    }

    @Test
    void waitsForANewerCandleWhenTooManyTradesCameMeanwhile() {
        for (int i = 0; i < 200; i++) {
            trade(100 + i, 10, 1, 20_000);
        }
        soFar(new Candle(0, 8, 9, 7, 9, 50, 500, 5), 95, 110);
        assertThat(forming.isComplete()).isFalse();
        assertThat(forming.counts().skipped()).isEqualTo(1);

        soFar(new Candle(0, 8, 10, 7, 10, 240, 2400, 195), 95, 290);
        assertThat(forming.candle()).contains(new Candle(0, 8, 10, 7, 10, 249, 2490, 204));
        assertThat(forming.isComplete()).isTrue();
    }

    @Test
    void doesNotCompareACandleWithAHole() {
        complete();
        trade(2, 10, 1, MINUTE);
        trade(4, 10, 1, MINUTE);

        assertThat(forming.isComplete()).isFalse();
        assertThat(forming.counts().holes()).isEqualTo(1);
        assertThat(forming.counts().missingTrades()).isEqualTo(1);
        assertThat(forming.closed(new Candle(MINUTE, 10, 10, 10, 10, 3, 30, 3), 4))
                .isEqualTo(Agreement.NOT_COMPARED);
    }

    @Test
    void comparesAgainWhenTheExchangesCandleHasFilledTheHole() {
        complete();
        trade(2, 10, 1, MINUTE);
        trade(4, 10, 1, MINUTE);
        soFar(new Candle(MINUTE, 10, 10, 10, 10, 3, 30, 3), 2, 4);
        trade(5, 11, 1, MINUTE + 5);

        assertThat(forming.closed(new Candle(MINUTE, 10, 11, 10, 11, 4, 41, 4), 5))
                .isEqualTo(Agreement.EQUAL);
    }

    @Test
    void doubtsBothSidesOfAHoleAtABoundary() {
        complete();
        trade(2, 10, 1, MINUTE);
        forming.endAt(2 * MINUTE);
        trade(4, 10, 1, 2 * MINUTE + 1);

        assertThat(forming.closed(bar(MINUTE, 10, 1), 2)).isEqualTo(Agreement.NOT_COMPARED);
        assertThat(forming.isComplete()).isFalse();

        complete(10, 10 * MINUTE);
        trade(11, 10, 1, 11 * MINUTE);
        List<OwnCandle> ended = trade(13, 10, 1, 12 * MINUTE);
        assertThat(ended).extracting(OwnCandle::complete).containsExactly(false);
        // The exchange's word says that all before 13 belongs to the candle before.
        assertThat(forming.closed(bar(11 * MINUTE, 10, 2), 12)).isEqualTo(Agreement.NOT_COMPARED);
        assertThat(forming.isComplete()).isTrue();
    }

    @Test
    void agreesWithTheExchangeBeforeAndAfterTheNextTrade() {
        complete();
        trade(2, 10, 0.1, MINUTE);
        trade(3, 10, 0.2, MINUTE);
        assertThat(forming.closed(new Candle(MINUTE, 10, 10, 10, 10, 0.3, 3, 2), 3))
                .isEqualTo(Agreement.EQUAL);
        assertThat(forming.candle()).contains(filler(2 * MINUTE, 10));

        trade(4, 12, 1, 2 * MINUTE);
        trade(5, 13, 1, 3 * MINUTE);
        assertThat(forming.closed(bar(2 * MINUTE, 12, 1), 4)).isEqualTo(Agreement.EQUAL);
        trade(6, 14, 1, 4 * MINUTE);
        assertThat(forming.closed(bar(3 * MINUTE, 13.5, 1), 5)).isEqualTo(Agreement.DIFFERENT);
        assertThat(forming.closed(bar(3 * MINUTE, 13, 1), 5)).isEqualTo(Agreement.NOT_COMPARED);
    }

    @Test
    void doesNotCompareWhatLacksItsLastTrade() {
        complete();
        trade(2, 10, 1, MINUTE);

        assertThat(forming.closed(bar(MINUTE, 10, 2), 3)).isEqualTo(Agreement.NOT_COMPARED);
        assertThat(trade(3, 10, 1, MINUTE + 1)).isEmpty();
        assertThat(forming.counts().repeated()).isEqualTo(1);
        trade(4, 10, 1, 2 * MINUTE);
        assertThat(forming.isComplete()).isTrue();
    }

    @Test
    void countsTradesOfABucketThatHasEndedAndDoesNotCompareIt() {
        complete();
        trade(2, 10, 1, MINUTE);
        forming.endAt(2 * MINUTE);
        trade(3, 99, 1, 2 * MINUTE - 1);

        assertThat(forming.counts().late()).isEqualTo(1);
        assertThat(forming.candle()).contains(filler(2 * MINUTE, 10));
        assertThat(forming.closed(bar(MINUTE, 10, 1), 2)).isEqualTo(Agreement.NOT_COMPARED);
    }

    @Test
    void countsWhereTheExchangesCandleCorrectsAnOwnOne() {
        complete();
        trade(2, 10, 1, MINUTE);
        soFar(new Candle(MINUTE, 10, 10, 10, 10, 2, 20, 1), 2, 2);

        assertThat(forming.counts().corrected()).isEqualTo(1);
        assertThat(forming.candle()).contains(new Candle(MINUTE, 10, 10, 10, 10, 2, 20, 1));
    }

    @Test
    void goesOnFromTheExchangesWordWhenItHasMissedEverything() {
        trade(1, 10, 1, 0);

        assertThat(forming.closed(bar(5 * MINUTE, 30, 7), 50)).isEqualTo(Agreement.NOT_COMPARED);

        assertThat(forming.candle()).contains(filler(6 * MINUTE, 30));
        trade(51, 31, 1, 6 * MINUTE);
        assertThat(forming.closed(bar(6 * MINUTE, 31, 1), 51)).isEqualTo(Agreement.EQUAL);
    }

    @Test
    void beginsWithTheLastPriceWhereNothingHasBeenTradedYet() {
        soFar(filler(0, 10), -1, -1);

        assertThat(forming.candle()).contains(filler(0, 10));
        assertThat(forming.isComplete()).isFalse();
        assertThat(soFar(filler(MINUTE, 10), -1, -1)).hasSize(1);
    }

    @Test
    void opensWeeksOnMondayMonthsOnTheFirstAndThreeDaysWhereToldTo() {
        long friday = Instant.parse("2026-11-20T13:00:00Z").toEpochMilli();
        assertThat(opening(Buckets.of(Interval.W1), friday)).isEqualTo("2026-11-16T00:00:00Z");
        assertThat(opening(Buckets.of(Interval.MO1), friday)).isEqualTo("2026-11-01T00:00:00Z");
        long listing = Instant.parse("2017-11-30T00:00:00Z").toEpochMilli();
        assertThat(opening(Buckets.of(Interval.D3, listing), friday))
                .isEqualTo("2026-11-19T00:00:00Z");
        assertThat(opening(Buckets.of(Interval.D3, listing + 86_400_000), friday))
                .isEqualTo("2026-11-20T00:00:00Z");
    }

    private static String opening(Buckets buckets, long millis) {
        FormingCandle forming = new FormingCandle(buckets);
        forming.trade(1, 1, 10, 1, millis);
        return Instant.ofEpochMilli(forming.candle().orElseThrow().openMillis()).toString();
    }

    private void complete() {
        complete(1, 0);
    }

    private void complete(long id, long millis) {
        forming.closed(bar(millis, 10, 1), id);
    }

    private List<OwnCandle> trade(long id, double price, double quantity, long millis) {
        return forming.trade(id, id, price, quantity, millis);
    }

    private List<OwnCandle> soFar(Candle candle, long firstId, long lastId) {
        return forming.soFar(candle, firstId, lastId);
    }

    private static Candle bar(long openMillis, double price, int trades) {
        return new Candle(openMillis, price, price, price, price, trades, price * trades, trades);
    }

    private static Candle filler(long openMillis, double price) {
        return new Candle(openMillis, price, price, price, price, 0, 0, 0);
    }
}
