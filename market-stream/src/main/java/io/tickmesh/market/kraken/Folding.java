package io.tickmesh.market.kraken;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Folds the final bars of one series into larger ones. Not thread-safe.
final class Folding {
    private final Interval interval;
    private final Interval source;
    private final List<Candle> parts = new ArrayList<>();

    Folding(KrakenInterval folded) {
        this.interval = folded.interval();
        this.source = folded.source();
    }

    /// Returns all larger bars of which all parts are there.
    static List<Candle> all(KrakenInterval folded, List<Candle> bars) {
        Folding folding = new Folding(folded);
        return bars.stream().flatMap(bar -> folding.add(bar).stream()).toList();
    }

    Interval interval() {
        return interval;
    }

    /// Takes the next bar. A bucket that lacks one is not folded.
    Optional<Candle> add(Candle bar) {
        long expected =
                parts.isEmpty()
                        ? interval.openOf(bar.openMillis())
                        : source.next(parts.getLast().openMillis());
        if (bar.openMillis() != expected) {
            parts.clear();
            if (bar.openMillis() != interval.openOf(bar.openMillis())) {
                return Optional.empty();
            }
        }
        parts.add(bar);
        long open = parts.getFirst().openMillis();
        if (source.next(bar.openMillis()) != interval.next(open)) {
            return Optional.empty();
        }
        Candle folded = folded(open);
        parts.clear();
        return Optional.of(folded);
    }

    /// The first real trade opens it: a filler has the price of the bar before.
    private Candle folded(long open) {
        Candle first =
                parts.stream()
                        .filter(part -> part.trades() > 0)
                        .findFirst()
                        .orElse(parts.getFirst());
        List<Candle> told = parts.stream().filter(part -> part.trades() > 0).toList();
        List<Candle> range = told.isEmpty() ? parts : told;
        return new Candle(
                open,
                first.open(),
                range.stream().mapToDouble(Candle::high).max().orElseThrow(),
                range.stream().mapToDouble(Candle::low).min().orElseThrow(),
                parts.getLast().close(),
                parts.stream().mapToDouble(Candle::volume).sum(),
                parts.stream().mapToDouble(Candle::quoteVolume).sum(),
                parts.stream().mapToLong(Candle::trades).sum());
    }
}
