package io.tickmesh.bot;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.ListCandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The candles of one symbol and interval, the indicators on them, and the bots that read these. Belongs to one context.
final class Series {
    private final Key key;
    private final Indicators indicators = new Indicators();
    private final List<Bot> bots = new ArrayList<>();
    private final CandleSeries candles;
    private boolean asked;
    private boolean loaded;
    private long seen;
    private @Nullable Instant end;

    /// @param past shows each bot the candles of the past
    /// @param live told of each candle that closed since the series was made
    Series(Key key, Past past, BiConsumer<Series, CandleClosed> live) {
        this.key = key;
        this.candles =
                new CandleSeries(
                        key.symbol,
                        key.interval,
                        candle -> {
                            Instant closed = learn(candle);
                            bots.forEach(bot -> past.show(bot, candle, closed));
                        },
                        event -> {
                            var _ = learn(event.candle());
                            live.accept(this, event);
                        });
    }

    Key key() {
        return key;
    }

    /// Returns its bots, in the order in which they joined.
    List<Bot> bots() {
        return bots;
    }

    /// Returns the indicators as one more bot sees them.
    Indicators reader() {
        return indicators.reader();
    }

    /// Returns whether somebody who wants so many candles of history may join.
    boolean has(int bars) {
        return !asked || seen >= bars;
    }

    /// Returns when the last candle closed that the series has seen, if it has seen any.
    Optional<Instant> end() {
        return Optional.ofNullable(end);
    }

    /// Returns whether it has no history yet, and nobody has asked for it.
    boolean isFresh() {
        return !asked;
    }

    boolean isLoaded() {
        return loaded;
    }

    /// Returns the question for its history, empty if it was asked for already.
    ///
    /// @param bars how many candles its bots want
    Optional<ListCandles> begin(int bars) {
        if (asked) {
            return Optional.empty();
        }
        asked = true;
        return Optional.of(candles.warmUp(bars));
    }

    /// Takes in a live candle. Returns a question if candles before it are missing.
    Optional<ListCandles> offer(CandleClosed event) {
        return candles.offer(event);
    }

    /// Notes that its history is there.
    void loaded() {
        loaded = true;
    }

    /// Takes in the answer to the last question. Returns another question if candles are still missing.
    Optional<ListCandles> join(List<Candle> history) {
        return candles.join(history);
    }

    private Instant learn(Candle candle) {
        seen++;
        Instant closed = Instant.ofEpochMilli(key.interval.next(candle.openMillis()));
        end = closed;
        indicators.update(candle);
        return closed;
    }

    /// Shows a bot a candle that closed before its series was made.
    @FunctionalInterface
    interface Past {
        /// Shows a candle that closed at `end`.
        void show(Bot bot, Candle candle, Instant end);
    }

    record Key(String symbol, Interval interval) {}
}
