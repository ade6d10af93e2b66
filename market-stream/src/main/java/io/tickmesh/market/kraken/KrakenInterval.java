package io.tickmesh.market.kraken;

import io.tickmesh.market.candle.Buckets;
import io.tickmesh.market.candle.CandleFold;
import io.tickmesh.market.candle.Folded;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An interval, and where its candles come from: from the exchange, or folded from smaller ones of the exchange.
///
/// The exchange has 1, 5, 15, 30, 60, 240, 1440, 10080 and 21600 minutes. Its weeks are counted from the epoch and begin on
/// Thursday; ours begin on Monday and are folded from days. A second is too short to be had: the exchange has no such bars.
enum KrakenInterval {
    M1(Interval.M1, Interval.M1),
    M3(Interval.M3, Interval.M1),
    M5(Interval.M5, Interval.M5),
    M15(Interval.M15, Interval.M15),
    M30(Interval.M30, Interval.M30),
    H1(Interval.H1, Interval.H1),
    H2(Interval.H2, Interval.H1),
    H4(Interval.H4, Interval.H4),
    H6(Interval.H6, Interval.H1),
    H8(Interval.H8, Interval.H4),
    H12(Interval.H12, Interval.H4),
    D1(Interval.D1, Interval.D1),
    D3(Interval.D3, Interval.D1),
    W1(Interval.W1, Interval.D1),
    MO1(Interval.MO1, Interval.D1);

    private final Interval interval;
    private final Interval source;

    KrakenInterval(Interval interval, Interval source) {
        this.interval = interval;
        this.source = source;
    }

    /// Returns the one for `interval`; empty if the exchange has nothing to make such candles of.
    static Optional<KrakenInterval> of(Interval interval) {
        return Arrays.stream(values()).filter(known -> known.interval == interval).findFirst();
    }

    /// Returns the one that the exchange calls by this number of minutes.
    static Optional<KrakenInterval> ofMinutes(long minutes) {
        return Arrays.stream(values())
                .filter(known -> !known.isFolded() && known.minutes() == minutes)
                .findFirst();
    }

    Interval interval() {
        return interval;
    }

    /// Returns the interval of the exchange's candles that this one is made of; the same if the exchange has it.
    Interval source() {
        return source;
    }

    boolean isFolded() {
        return source != interval;
    }

    /// Folds bars of the exchange, in order.
    ///
    /// @return the larger bars of which all parts are there, and what there is of the one that has not ended
    List<Candle> fold(List<Candle> bars) {
        CandleFold fold = newFold();
        List<Candle> folded = new ArrayList<>();
        bars.forEach(bar -> folded.addAll(complete(fold, bar)));
        fold.soFar().map(Folded::candle).ifPresent(folded::add);
        return folded;
    }

    /// Returns what makes such candles of the next bars. Those of three days are counted from the epoch: the exchange has none.
    CandleFold newFold() {
        return new CandleFold(source, new Buckets(interval, 0));
    }

    /// Adds the next bar.
    ///
    /// @return the larger bars that have ended and lack no part
    static List<Candle> complete(CandleFold fold, Candle bar) {
        return fold.add(bar).stream().filter(Folded::isComplete).map(Folded::candle).toList();
    }

    /// Returns the length as the exchange's requests name it.
    long minutes() {
        return interval.nominal().toMinutes();
    }
}
