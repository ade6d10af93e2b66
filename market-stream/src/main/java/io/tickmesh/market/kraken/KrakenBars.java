package io.tickmesh.market.kraken;

import io.tickmesh.market.candle.CandleFold;
import io.tickmesh.market.kraken.KrakenMessage.Bar;
import io.tickmesh.market.venue.MarketSink;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;

/// The bars of one connection: those of the exchange, and larger ones folded from them. Not thread-safe.
final class KrakenBars {
    private final List<Interval> intervals;
    private final List<Interval> sources;
    private final BarWatch watch;
    private final StreamBars stream;
    private final List<List<Folding>> foldings = new ArrayList<>();

    /// @param intervals what is published
    /// @param sources the exchange's intervals of which it is made
    /// @param late told of each state that came for a bar that was over
    KrakenBars(
            int symbols,
            List<Interval> intervals,
            List<Interval> sources,
            BarWatch watch,
            Runnable late) {
        this.intervals = intervals;
        this.sources = sources;
        this.watch = watch;
        this.stream = new StreamBars(symbols * sources.size(), late);
        for (int series = 0; series < symbols * sources.size(); series++) {
            foldings.add(foldings(sources.get(series % sources.size())));
        }
    }

    private List<Folding> foldings(Interval source) {
        return intervals.stream()
                .map(interval -> KrakenInterval.of(interval).orElseThrow())
                .filter(interval -> interval.isFolded() && interval.source() == source)
                .map(interval -> new Folding(interval.interval(), interval.newFold()))
                .toList();
    }

    /// Takes the state of a bar and tells it, and the bars that it closes.
    ///
    /// @return whether its interval was asked for
    boolean state(Bar bar, MarketSink sink) {
        int source = sources.indexOf(bar.interval());
        if (source < 0) {
            return false;
        }
        int series = bar.symbol() * sources.size() + source;
        stream.state(series, bar.candle())
                .ifPresent(closed -> closed(bar.symbol(), series, bar.interval(), closed, sink));
        int interval = intervals.indexOf(bar.interval());
        if (interval >= 0) {
            sink.openBar(bar.symbol(), interval, bar.candle(), -1, -1);
        }
        return true;
    }

    private void closed(int symbol, int series, Interval source, Candle candle, MarketSink sink) {
        tell(symbol, source, candle, sink);
        for (Folding folding : foldings.get(series)) {
            for (Candle folded : KrakenInterval.complete(folding.fold, candle)) {
                tell(symbol, folding.interval, folded, sink);
            }
        }
    }

    private void tell(int symbol, Interval interval, Candle candle, MarketSink sink) {
        int place = intervals.indexOf(interval);
        if (place >= 0) {
            sink.closedBar(symbol, place, candle);
            watch.closed(symbol, place, interval.next(candle.openMillis()));
        }
    }

    /// The larger bars that are being made of a series.
    private record Folding(Interval interval, CandleFold fold) {}
}
