package io.tickmesh.bot;

import io.tickmesh.mesh.event.CandleClosed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// The bots, by what they have in common. Bots of one symbol and interval share a series, unless one comes later that wants more
/// history than the series has seen: it gets one of its own. Belongs to one context.
final class Fleet {
    private final Series.Past past;
    private final BiConsumer<Series, CandleClosed> live;
    private final Map<String, Bot> byId = new LinkedHashMap<>();
    // These two are only looked up.
    private final Map<String, List<Bot>> bySymbol = new HashMap<>();
    private final Map<Series.Key, List<Series>> series = new HashMap<>();

    /// @param past shows each bot the candles of the past
    /// @param live told of each candle that closed since its series was made
    Fleet(Series.Past past, BiConsumer<Series, CandleClosed> live) {
        this.past = past;
        this.live = live;
    }

    /// Returns the bots in the order in which they were added.
    Collection<Bot> all() {
        return byId.values();
    }

    Optional<Bot> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<Bot> ofSymbol(String symbol) {
        return bySymbol.getOrDefault(symbol, List.of());
    }

    List<Series> series(Series.Key key) {
        return series.getOrDefault(key, List.of());
    }

    /// Returns a series that a bot which wants so many candles of history can join; a new one if there is none.
    Series open(Series.Key key, int bars) {
        return open(key, candidate -> candidate.has(bars));
    }

    /// Returns a series that fits; a new one if there is none.
    Series open(Series.Key key, Predicate<Series> fits) {
        List<Series> own = series.computeIfAbsent(key, _ -> new ArrayList<>());
        for (Series candidate : own) {
            if (fits.test(candidate)) {
                return candidate;
            }
        }
        Series fresh = new Series(key, past, live);
        own.add(fresh);
        return fresh;
    }

    /// Takes a bot in, as a reader of that series. What the series has seen already it is not shown.
    void add(Bot bot, Series joined) {
        joined.end().ifPresent(bot.stay()::past);
        byId.put(bot.id(), bot);
        bySymbol.computeIfAbsent(joined.key().symbol(), _ -> new ArrayList<>()).add(bot);
        joined.bots().add(bot);
    }

    /// Takes a bot out of all but the list of bots.
    void detach(Bot bot) {
        ofSymbol(bot.config().symbol()).remove(bot);
        Series.Key key = key(bot.config());
        List<Series> own = series(key);
        own.forEach(one -> one.bots().remove(bot));
        own.removeIf(one -> one.bots().isEmpty());
        if (own.isEmpty()) {
            series.remove(key);
        }
    }

    /// Forgets a bot.
    void remove(Bot bot) {
        detach(bot);
        byId.remove(bot.id());
    }

    /// Returns the series that a bot reads.
    Series seriesOf(Bot bot) {
        return series(key(bot.config())).stream()
                .filter(one -> one.bots().contains(bot))
                .findFirst()
                .orElseThrow();
    }

    static Series.Key key(BotConfig bot) {
        return new Series.Key(bot.symbol(), bot.interval());
    }
}
