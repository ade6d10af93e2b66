package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.SymbolBook;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Every stream of one symbol.
final class SymbolTopics {

    private static final String KLINE = "kline_";

    /// Bars whose days begin at midnight of UTC+8 end in this.
    private static final String EAST_8 = "@+08:00";

    private final SymbolBook book;
    private final Map<StreamKind, Topic> kinds = new EnumMap<>(StreamKind.class);
    private final List<Topic> bars;
    private final List<Topic> barsEast8;
    private final Map<String, Topic> byLabel = new HashMap<>();

    SymbolTopics(SymbolBook book) {
        this.book = book;
        for (StreamKind kind : StreamKind.values()) {
            kinds.put(kind, topic(kind.label()));
        }
        bars = KlineInterval.ALL.stream().map(i -> topic(KLINE + i.label())).toList();
        barsEast8 = KlineInterval.ALL.stream().map(i -> topic(KLINE + i.label() + EAST_8)).toList();
    }

    private Topic topic(String label) {
        String symbol = book.instrument().symbol().toLowerCase(Locale.ROOT);
        Topic topic = new Topic(symbol + "@" + label);
        byLabel.put(label, topic);
        return topic;
    }

    SymbolBook book() {
        return book;
    }

    Topic of(StreamKind kind) {
        return Objects.requireNonNull(kinds.get(kind));
    }

    Topic bars(KlineInterval interval) {
        return bars.get(interval.position());
    }

    Topic barsEast8(KlineInterval interval) {
        return barsEast8.get(interval.position());
    }

    /// Returns every stream by the part of its name after the symbol and `@`.
    Map<String, Topic> byLabel() {
        return byLabel;
    }

    /// Returns a stream by the part of its name after the symbol and `@`.
    Optional<Topic> labelled(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }
}
