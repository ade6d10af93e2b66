package io.tickmesh.market.binance;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.book.DepthSnapshot;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.market.venue.CandleQuery;
import io.tickmesh.market.venue.Channel;
import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.market.venue.MessageReader;
import io.tickmesh.market.venue.RestCaller;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.StreamRequest;
import io.tickmesh.market.venue.Urgency;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.market.wire.DepthSnapshotParser;
import io.tickmesh.market.wire.ExchangeInfo;
import io.tickmesh.market.wire.KlineParser;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Binance's spot market: its public streams and requests. Needs no key.
///
/// Streams are subscribed by message rather than named in the URL: the URL of a thousand streams is longer than what proxies
/// accept, a refusal is answered, and with the default batch all streams of 25 symbols fit into one message.
public final class BinanceVenue implements Venue {
    private static final int TIME_WEIGHT = 1;
    private static final int KLINES_WEIGHT = 2;
    private static final int EXCHANGE_INFO_WEIGHT = 20;
    private static final int DEPTH_WEIGHT = 50;

    /// The exchange cuts a client that sends more than 5 messages a second, pongs included.
    private static final long MILLIS_BETWEEN_REQUESTS = 250;

    private final BinanceConfig config;
    private final WeightBudget budget;
    private final RestCaller rest;
    private final KlineParser klineParser = new KlineParser();

    /// @param budget of all requests to the exchange
    public BinanceVenue(
            Vertx vertx, BinanceConfig config, WeightBudget budget, MeterRegistry meters) {
        this.config = config;
        this.budget = budget;
        this.rest =
                new RestCaller(
                        vertx,
                        name(),
                        config.restUrl(),
                        config.connection(),
                        budget,
                        config.requestsInFlight(),
                        meters);
    }

    @Override
    public String name() {
        return "binance";
    }

    @Override
    public List<String> symbols() {
        return config.symbols();
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
        return URI.create(config.wsUrl().toString().replaceAll("/+$", "") + "/stream");
    }

    @Override
    public List<Stream> streams() {
        List<Stream> streams = new ArrayList<>();
        for (int symbol = 0; symbol < symbols().size(); symbol++) {
            streams.add(new Stream(symbol, new Channel.Trades()));
            streams.add(new Stream(symbol, new Channel.Quotes()));
            for (Interval interval : intervals()) {
                streams.add(new Stream(symbol, new Channel.Bars(interval)));
            }
            if (config.orderBooks().contains(symbols().get(symbol))) {
                streams.add(new Stream(symbol, new Channel.Depth()));
            }
        }
        return List.copyOf(streams);
    }

    @Override
    public String nameOf(Channel channel) {
        return switch (channel) {
            case Channel.Trades() -> "trade";
            case Channel.Quotes() -> "bookTicker";
            case Channel.Bars(Interval interval) -> "kline_" + interval.code();
            case Channel.Depth() -> "depth@100ms";
        };
    }

    @Override
    public List<StreamRequest> subscribe(List<Stream> streams, int firstId) {
        return requests("SUBSCRIBE", streams, firstId);
    }

    @Override
    public List<StreamRequest> unsubscribe(List<Stream> streams, int firstId) {
        return requests("UNSUBSCRIBE", streams, firstId);
    }

    @Override
    public long millisBetweenRequests() {
        return MILLIS_BETWEEN_REQUESTS;
    }

    @Override
    public MessageReader reader() {
        return new BinanceMessages(symbols(), intervals());
    }

    @Override
    public Future<Long> time() {
        return rest.get("api/v3/time", TIME_WEIGHT, Urgency.SOON, ExchangeInfo::time);
    }

    @Override
    public Future<List<SymbolRules>> rules() {
        String names =
                symbols().stream()
                        .map(symbol -> '"' + symbol + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        return rest.get(
                "api/v3/exchangeInfo?symbols=" + URLEncoder.encode(names, StandardCharsets.UTF_8),
                EXCHANGE_INFO_WEIGHT,
                Urgency.SOON,
                answer -> ExchangeInfo.rules(answer, symbols()));
    }

    @Override
    public Future<List<Candle>> candles(CandleQuery query) {
        String path =
                "api/v3/klines?symbol=%s&interval=%s&limit=%d&endTime=%d%s"
                        .formatted(
                                query.symbol(),
                                query.interval().code(),
                                query.limit(),
                                query.untilMillis() - 1,
                                query.fromMillis().isPresent()
                                        ? "&startTime=" + query.fromMillis().getAsLong()
                                        : "");
        return rest.get(path, KLINES_WEIGHT, query.urgency(), klineParser::parse);
    }

    @Override
    public List<String> orderBooks() {
        return config.orderBooks();
    }

    @Override
    public Future<DepthSnapshot> depth(String symbol) {
        return rest.get(
                "api/v3/depth?symbol=" + symbol + "&limit=" + DEPTH_LEVELS,
                DEPTH_WEIGHT,
                Urgency.SOON,
                answer -> new DepthSnapshotParser().parse(answer));
    }

    /// A bar is told of when it is final, even if nothing was traded. While it is open only trades bring news of it.
    @Override
    public Optional<Duration> barSilence(Interval interval) {
        return Optional.of(interval.nominal());
    }

    @Override
    public int weightUsed() {
        return budget.used();
    }

    @Override
    public void share(int nodes) {
        budget.share(nodes);
    }

    @Override
    public void close() {
        rest.close();
    }

    private List<StreamRequest> requests(String method, List<Stream> streams, int firstId) {
        List<StreamRequest> requests = new ArrayList<>();
        for (int from = 0; from < streams.size(); from += config.streamsPerSubscribe()) {
            String names =
                    streams
                            .subList(
                                    from,
                                    Math.min(from + config.streamsPerSubscribe(), streams.size()))
                            .stream()
                            .map(this::name)
                            .collect(Collectors.joining("\",\"", "[\"", "\"]"));
            requests.add(
                    new StreamRequest(
                            "{\"method\":\"%s\",\"params\":%s,\"id\":%d}"
                                    .formatted(method, names, firstId + requests.size()),
                            1));
        }
        return requests;
    }

    private String name(Stream stream) {
        return symbols().get(stream.symbol()).toLowerCase(Locale.ROOT)
                + "@"
                + nameOf(stream.channel());
    }
}
