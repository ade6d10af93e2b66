package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.SymbolBook;
import java.time.Duration;
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

    /// The names of bars whose days begin at midnight of UTC+8 end in this.
    private static final String EAST_8 = "@+08:00";

    private static final long EAST_8_MILLIS = Duration.ofHours(8).toMillis();

    private final SymbolBook book;
    private final Map<StreamKind, Topic> kinds = new EnumMap<>(StreamKind.class);
    private final List<Topic> bars;
    private final Map<String, Topic> byLabel = new HashMap<>();

    SymbolTopics(SymbolBook book, Periodicals periodicals) {
        this.book = book;
        for (StreamKind kind : StreamKind.values()) {
            kinds.put(kind, topic(kind.label()));
        }
        bars = KlineInterval.ALL.stream().map(i -> topic(KLINE + i.label())).toList();
        for (StreamKind kind : StreamKind.values()) {
            addTo(periodicals, kind);
        }
        for (KlineInterval interval : KlineInterval.ALL) {
            periodicals.add(
                    topic(KLINE + interval.label() + EAST_8),
                    false,
                    () -> new ShiftedBarStream(book, interval, EAST_8_MILLIS));
        }
    }

    private void addTo(Periodicals periodicals, StreamKind kind) {
        Topic topic = of(kind);
        switch (kind) {
            case TRADE, AGGREGATE_TRADE, BOOK_TICKER -> {}
            case MINI_TICKER -> ticker(periodicals, topic, TickerStream.Form.MINI);
            case TICKER -> ticker(periodicals, topic, TickerStream.Form.FULL);
            case TICKER_1H -> ticker(periodicals, topic, TickerStream.Form.WINDOW_1H);
            case TICKER_4H -> ticker(periodicals, topic, TickerStream.Form.WINDOW_4H);
            case TICKER_1D -> ticker(periodicals, topic, TickerStream.Form.WINDOW_1D);
            case AVERAGE_PRICE -> periodicals.add(topic, false, () -> new AveragePriceStream(book));
            case DEPTH, DEPTH_SLOW -> periodicals.add(topic, false, () -> new DepthStream(book));
            case DEPTH_FAST -> periodicals.add(topic, true, () -> new DepthStream(book));
            case DEPTH_5, DEPTH_5_SLOW -> partialDepth(periodicals, topic, false, 5);
            case DEPTH_5_FAST -> partialDepth(periodicals, topic, true, 5);
            case DEPTH_10, DEPTH_10_SLOW -> partialDepth(periodicals, topic, false, 10);
            case DEPTH_10_FAST -> partialDepth(periodicals, topic, true, 10);
            case DEPTH_20, DEPTH_20_SLOW -> partialDepth(periodicals, topic, false, 20);
            case DEPTH_20_FAST -> partialDepth(periodicals, topic, true, 20);
        }
    }

    private void ticker(Periodicals periodicals, Topic topic, TickerStream.Form form) {
        periodicals.add(topic, false, () -> new TickerStream(book, form));
    }

    private void partialDepth(Periodicals periodicals, Topic topic, boolean fast, int levels) {
        periodicals.add(topic, fast, () -> new PartialDepthStream(book, levels));
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

    /// Returns every stream by the part of its name after the symbol and `@`.
    Map<String, Topic> byLabel() {
        return byLabel;
    }

    /// Returns a stream by the part of its name after the symbol and `@`.
    Optional<Topic> labelled(String label) {
        return Optional.ofNullable(byLabel.get(label));
    }
}
