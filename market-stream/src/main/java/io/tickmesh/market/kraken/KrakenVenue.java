package io.tickmesh.market.kraken;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.feed.RequestPace;
import io.tickmesh.market.venue.CandleQuery;
import io.tickmesh.market.venue.Channel;
import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.market.venue.MessageReader;
import io.tickmesh.market.venue.RestCaller;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.StreamRequest;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Kraken's spot market: its public WebSocket v2 and REST interface. For one context.
public final class KrakenVenue implements Venue {
    static final String NAME = "kraken";

    /// The stream closes a bar with the next trade, which mostly comes at once, and REST answers from a cache of 2 seconds.
    private static final long GRACE_MILLIS = 3_000;

    private static final long AGAIN_MILLIS = 15_000;
    private static final int REQUESTS_IN_FLIGHT = 2;

    private final KrakenConfig config;
    private final List<String> symbols;
    private final List<Interval> sources;
    private final KrakenParser parser;
    private final BarWatch watch;
    private final RequestPace pace;
    private final KrakenRest rest;
    private final Counter lateBars;
    private long toldMillis;
    private long toldNanos;

    public KrakenVenue(Vertx vertx, KrakenConfig config, MeterRegistry meters) {
        this.config = config;
        this.symbols = config.pairs().stream().map(KrakenPair::symbol).toList();
        this.sources =
                config.intervals().stream()
                        .map(interval -> KrakenInterval.of(interval).orElseThrow().source())
                        .distinct()
                        .toList();
        this.parser = new KrakenParser(config.pairs());
        this.watch = new BarWatch(symbols.size(), config.intervals(), GRACE_MILLIS, AGAIN_MILLIS);
        this.pace = new RequestPace(config.restPause(), System::nanoTime);
        this.lateBars = meters.counter("tickmesh.feed.bars.late", "feed", NAME);
        this.rest =
                new KrakenRest(
                        vertx,
                        new RestCaller(
                                vertx,
                                NAME,
                                URI.create(without(config.restUrl()) + "/0/public"),
                                config.connection(),
                                pace,
                                REQUESTS_IN_FLIGHT,
                                meters));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public List<Interval> intervals() {
        return config.intervals();
    }

    @Override
    public ConnectionSettings connection() {
        return config.connection();
    }

    @Override
    public URI streamUrl() {
        return URI.create(without(config.wsUrl()) + "/v2");
    }

    @Override
    public List<Stream> streams() {
        List<Stream> streams = new ArrayList<>();
        for (int symbol = 0; symbol < symbols.size(); symbol++) {
            streams.add(new Stream(symbol, new Channel.Trades()));
            streams.add(new Stream(symbol, new Channel.Quotes()));
            for (Interval source : sources) {
                streams.add(new Stream(symbol, new Channel.Bars(source)));
            }
        }
        return streams;
    }

    @Override
    public String nameOf(Channel channel) {
        return KrakenRequests.name(channel);
    }

    @Override
    public List<StreamRequest> subscribe(List<Stream> streams, int firstId) {
        return KrakenRequests.of("subscribe", streams, config.pairs(), firstId);
    }

    @Override
    public List<StreamRequest> unsubscribe(List<Stream> streams, int firstId) {
        return KrakenRequests.of("unsubscribe", streams, config.pairs(), firstId);
    }

    @Override
    public long millisBetweenRequests() {
        return 100;
    }

    @Override
    public MessageReader reader() {
        return new KrakenReader(
                parser,
                new KrakenBars(
                        symbols.size(), config.intervals(), sources, watch, lateBars::increment),
                new RestingBooks(symbols.size()),
                watch,
                this::exchangeMillis);
    }

    @Override
    public Future<Long> time() {
        return rest.time()
                .onSuccess(millis -> {
                    toldMillis = millis;
                    toldNanos = System.nanoTime();
                });
    }

    /// Returns what time it is at the exchange at least; 0 before it was asked.
    private long exchangeMillis() {
        return toldMillis == 0 ? 0 : toldMillis + (System.nanoTime() - toldNanos) / 1_000_000;
    }

    @Override
    public Future<List<SymbolRules>> rules() {
        return rest.rules(config.pairs());
    }

    /// The exchange keeps the newest 720 of each of its intervals; older ones cannot be had.
    @Override
    public Future<List<Candle>> candles(CandleQuery query) {
        int symbol = symbols.indexOf(query.symbol());
        KrakenInterval interval = KrakenInterval.of(query.interval()).orElseThrow();
        long now = exchangeMillis() == 0 ? query.untilMillis() : exchangeMillis();
        long until = query.interval().openOf(Math.min(query.untilMillis(), now));
        return rest.bars(config.pairs().get(symbol), interval.source(), until, query.urgency())
                .map(bars -> interval.isFolded() ? interval.fold(bars) : bars)
                .map(bars -> {
                    if (bars.size() > 1) {
                        // What is before the last one is closed.
                        watch.closed(
                                symbol,
                                config.intervals().indexOf(query.interval()),
                                bars.getLast().openMillis());
                    }
                    return part(bars, query);
                });
    }

    private static List<Candle> part(List<Candle> bars, CandleQuery query) {
        List<Candle> asked =
                bars.stream()
                        .filter(bar -> bar.openMillis() < query.untilMillis())
                        .filter(bar -> bar.openMillis() >= query.fromMillis().orElse(0))
                        .toList();
        int first = query.fromMillis().isPresent() ? 0 : Math.max(0, asked.size() - query.limit());
        return asked.subList(first, Math.min(asked.size(), first + query.limit()));
    }

    @Override
    public int weightUsed() {
        return pace.used();
    }

    @Override
    public void share(int nodes) {
        pace.share(nodes);
    }

    @Override
    public void close() {
        rest.close();
    }

    private static String without(URI url) {
        return url.toString().replaceAll("/+$", "");
    }
}
