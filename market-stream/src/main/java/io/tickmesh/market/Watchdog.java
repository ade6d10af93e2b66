package io.tickmesh.market;

import io.tickmesh.market.feed.Cures;
import io.tickmesh.market.feed.StreamWatch;
import io.tickmesh.market.venue.Channel;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.StaleStream;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for streams that are silent without reason, tells of them, and cures them: they are subscribed anew; if that does not
/// help a new connection takes over, and if that does not help either all begins anew, ever more seldom. For one context.
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Vertx vertx;
    private final Venue venue;
    private final StreamWatch watch;
    private final FeedLink link;
    private final FeedStatusReport report;
    private final FeedCounters counters;
    private final Duration staleAfter;
    private final Runnable barsRecovered;
    private final LongSupplier nanos;
    private final long lookMillis;
    private final Cures cures;
    private BitSet staleBefore = new BitSet();
    private long lookedNanos;
    private long awakeNanos;

    /// @param barsRecovered told when bars come again: some may have closed in the meantime, and the next one may be a month away
    Watchdog(
            Vertx vertx,
            Venue venue,
            StreamWatch watch,
            FeedLink link,
            FeedStatusReport report,
            FeedCounters counters,
            Duration staleAfter,
            Runnable barsRecovered,
            LongSupplier nanos) {
        this.vertx = vertx;
        this.venue = venue;
        this.watch = watch;
        this.link = link;
        this.report = report;
        this.counters = counters;
        this.staleAfter = staleAfter;
        this.barsRecovered = barsRecovered;
        this.nanos = nanos;
        this.lookMillis = Math.max(20, staleAfter.toMillis() / 5);
        this.lookedNanos = nanos.getAsLong();
        this.cures = new Cures(staleAfter.toNanos());
    }

    /// Returns a watch for all streams of a venue.
    static StreamWatch watchFor(Venue venue, Duration staleAfter) {
        List<Interval> intervals = venue.intervals();
        BitSet subscribed = new BitSet();
        for (Stream stream : venue.streams()) {
            int channel =
                    switch (stream.channel()) {
                        case Channel.Trades() -> StreamWatch.TRADES;
                        case Channel.Quotes() -> StreamWatch.QUOTES;
                        case Channel.Depth() -> StreamWatch.DEPTH;
                        case Channel.Bars(Interval interval) ->
                                StreamWatch.BARS + intervals.indexOf(interval);
                    };
            boolean published =
                    !(stream.channel() instanceof Channel.Bars(Interval interval))
                            || intervals.contains(interval);
            if (published) {
                subscribed.set(StreamWatch.stream(stream.symbol(), channel, intervals.size()));
            }
        }
        List<OptionalLong> silence =
                intervals.stream()
                        .map(interval ->
                                venue.barSilence(interval)
                                        .map(longest -> OptionalLong.of(longest.toNanos()))
                                        .orElse(OptionalLong.empty()))
                        .toList();
        return new StreamWatch(venue.symbols().size(), silence, subscribed, staleAfter.toNanos());
    }

    void start() {
        vertx.setPeriodic(lookMillis, _ -> look());
    }

    /// Begins to watch the streams of a symbol.
    void open(int symbol) {
        watch.open(symbol, awake());
    }

    /// Watches the streams of a symbol no more.
    void close(int symbol) {
        watch.close(symbol);
        staleBefore.andNot(watch.streamsOf(symbol));
    }

    /// Begins anew with a connection.
    void connected() {
        staleBefore.or(watch.stale());
        watch.connected(awake());
        cures.connected();
        counters.staleStreams.set(0);
        counters.staleSymbols.set(0);
    }

    /// All streams of a new connection are subscribed: what was silent is not known to be any more.
    void subscribed() {
        tell(FeedStatus.CONNECTED, staleBefore, "connected anew");
        staleBefore = new BitSet();
    }

    /// Returns the streams that are silent without reason.
    List<StaleStream> staleStreams() {
        return watch.stale().stream()
                .mapToObj(stream ->
                        new StaleStream(
                                venue.symbols().get(watch.symbolOf(stream)),
                                venue.nameOf(channel(watch.channelOf(stream))),
                                watch.silentNanos(stream, awakeNanos) / 1_000_000))
                .toList();
    }

    /// Returns the symbols of which a stream that prices or candles come from is silent.
    List<String> staleSymbols() {
        return watch.stale().stream()
                .filter(stream -> watch.channelOf(stream) != StreamWatch.DEPTH)
                .map(watch::symbolOf)
                .distinct()
                .mapToObj(venue.symbols()::get)
                .toList();
    }

    private void look() {
        long now = awake();
        if (link.current() == null) {
            return;
        }
        StreamWatch.Changes changes = watch.look(now);
        if (watch.isSilent(now)) {
            String reason = "no message for " + staleAfter.toMillis() + " ms";
            report.feed(FeedStatus.STALE, reason);
            link.lost(reason);
            return;
        }
        counters.staleStreams.set(watch.stale().cardinality());
        counters.staleSymbols.set(staleSymbols().size());
        tell(FeedStatus.STALE, changes.fellSilent(), "silent although it should not be");
        tell(FeedStatus.CONNECTED, changes.recovered(), "speaks again");
        if (changes.recovered().stream().anyMatch(s -> watch.channelOf(s) >= StreamWatch.BARS)) {
            barsRecovered.run();
        }
        BitSet stale = watch.stale();
        cures.look(!stale.isEmpty(), !changes.recovered().isEmpty(), now)
                .ifPresent(number -> cure(stale, number));
    }

    /// The time that we were awake. While the process stands still nothing is read, and that is no silence of the exchange.
    private long awake() {
        long now = nanos.getAsLong();
        awakeNanos += Math.min(now - lookedNanos, 2 * lookMillis * 1_000_000);
        lookedNanos = now;
        return awakeNanos;
    }

    private void cure(BitSet stale, int number) {
        LOG.atWarn()
                .addKeyValue("feed", venue.name())
                .addKeyValue("streams", stale.cardinality())
                .addKeyValue("cures", number)
                .log("streams stay silent");
        String reason = stale.cardinality() + " streams stay silent";
        switch (number) {
            case 0 -> resubscribe(stale);
            case 1 -> link.takeOver(reason);
            default -> link.lost(reason);
        }
    }

    private void resubscribe(BitSet stale) {
        counters.resubscriptions.increment();
        List<Stream> streams =
                stale.stream()
                        .mapToObj(stream ->
                                new Stream(
                                        watch.symbolOf(stream), channel(watch.channelOf(stream))))
                        .toList();
        link.resubscribe(streams)
                .onFailure(failure ->
                        LOG.atWarn()
                                .addKeyValue("feed", venue.name())
                                .addKeyValue("reason", failure.getMessage())
                                .log("silent streams were not subscribed anew"));
    }

    private void tell(FeedStatus status, BitSet streams, String detail) {
        Map<Integer, BitSet> symbols = new TreeMap<>();
        streams.stream()
                .forEach(stream ->
                        symbols.computeIfAbsent(watch.channelOf(stream), _ -> new BitSet())
                                .set(watch.symbolOf(stream)));
        symbols.forEach((channel, those) ->
                report.stream(
                        status,
                        those.stream().mapToObj(venue.symbols()::get).collect(Collectors.toList()),
                        venue.nameOf(channel(channel)),
                        detail));
    }

    private Channel channel(int number) {
        return switch (number) {
            case StreamWatch.TRADES -> new Channel.Trades();
            case StreamWatch.QUOTES -> new Channel.Quotes();
            case StreamWatch.DEPTH -> new Channel.Depth();
            default -> new Channel.Bars(venue.intervals().get(number - StreamWatch.BARS));
        };
    }
}
