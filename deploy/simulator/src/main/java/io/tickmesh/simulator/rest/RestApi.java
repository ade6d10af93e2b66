package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Answers the public REST calls from the market's state. Not thread-safe: call it on the market's thread.
public final class RestApi {

    private static final String PREFIX = "/api/v3/";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int DEFAULT_KLINES = 500;
    private static final int MOST_KLINES = 1_000;
    private static final int LIGHT = 1;
    private static final int KLINES_WEIGHT = 2;
    private static final int ONE_TICKER_WEIGHT = 2;
    private static final int MANY_TICKERS_WEIGHT = 4;
    private static final int EXCHANGE_INFO_WEIGHT = 20;

    private final Market market;
    private final LongSupplier serverTimeMillis;
    private final ExchangeInfo exchangeInfo;
    private final JsonBytes json = new JsonBytes();

    /// @param serverTimeMillis what `time` answers, epoch ms
    public RestApi(Market market, LongSupplier serverTimeMillis) {
        this.market = market;
        this.serverTimeMillis = serverTimeMillis;
        this.exchangeInfo =
                new ExchangeInfo(market.books().stream().map(SymbolBook::instrument).toList());
    }

    /// Returns the answer to a GET; any path before `/api/v3/` is ignored.
    public RestReply get(String path, MultiMap parameters) {
        int at = path.lastIndexOf(PREFIX);
        String endpoint = at < 0 ? "" : path.substring(at + PREFIX.length());
        json.clear();
        try {
            RestQuery query = new RestQuery(parameters);
            int weight =
                    switch (endpoint) {
                        case "ping" -> ping(query);
                        case "time" -> time(query);
                        case "exchangeInfo" -> exchangeInfo(query);
                        case "klines" -> klines(query);
                        case "ticker/price" -> tickerPrice(query);
                        default -> 0;
                    };
            return weight == 0
                    ? new RestReply("other", NOT_FOUND, LIGHT, new byte[0])
                    : new RestReply(endpoint, OK, weight, json.toByteArray());
        } catch (ApiError e) {
            return new RestReply(endpoint, BAD_REQUEST, LIGHT, error(e.code(), e.getMessage()));
        }
    }

    /// Returns an error body.
    public static byte[] error(int code, @Nullable String message) {
        return ("{\"code\":" + code + ",\"msg\":\"" + message + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private int ping(RestQuery query) throws ApiError {
        query.requireAllRead();
        json.raw("{}");
        return LIGHT;
    }

    private int time(RestQuery query) throws ApiError {
        query.requireAllRead();
        json.raw("{\"serverTime\":").number(serverTimeMillis.getAsLong()).raw("}");
        return LIGHT;
    }

    private int exchangeInfo(RestQuery query) throws ApiError {
        List<SymbolBook> books = books(query).orElse(market.books());
        query.requireAllRead();
        exchangeInfo.write(
                json, serverTimeMillis.getAsLong(), books.stream().map(SymbolBook::index).toList());
        return EXCHANGE_INFO_WEIGHT;
    }

    private int tickerPrice(RestQuery query) throws ApiError {
        boolean one = query.symbol().isPresent();
        List<SymbolBook> books = books(query).orElse(market.books());
        query.requireAllRead();
        json.raw(one ? "" : "[");
        for (int i = 0; i < books.size(); i++) {
            Instrument instrument = books.get(i).instrument();
            json.raw(i == 0 ? "" : ",").raw("{\"symbol\":\"").raw(instrument.symbol());
            json.raw("\",\"price\":")
                    .decimal(books.get(i).lastPrice(), instrument.priceDecimals())
                    .raw("}");
        }
        json.raw(one ? "" : "]");
        return one ? ONE_TICKER_WEIGHT : MANY_TICKERS_WEIGHT;
    }

    /// Returns the books that `symbol` or `symbols` ask for, empty when neither is given.
    private Optional<List<SymbolBook>> books(RestQuery query) throws ApiError {
        Optional<String> one = query.symbol();
        Optional<List<String>> many = query.symbols();
        if (one.isPresent() && many.isPresent()) {
            throw ApiError.combination();
        }
        if (one.isEmpty() && many.isEmpty()) {
            return Optional.empty();
        }
        List<SymbolBook> books = new ArrayList<>();
        for (String symbol : many.orElseGet(() -> List.of(one.orElseThrow()))) {
            books.add(book(symbol));
        }
        return Optional.of(books);
    }

    private SymbolBook book(String symbol) throws ApiError {
        Optional<SymbolBook> book = market.book(symbol);
        if (book.isEmpty()) {
            throw ApiError.symbol();
        }
        return book.get();
    }

    private int klines(RestQuery query) throws ApiError {
        Optional<String> symbol = query.symbol();
        if (symbol.isEmpty()) {
            throw ApiError.mandatory("symbol");
        }
        Optional<KlineInterval> interval = KlineInterval.ofLabel(query.mandatory("interval"));
        Optional<Long> start = query.number("startTime");
        Optional<Long> end = query.number("endTime");
        long limit = query.number("limit").orElse((long) DEFAULT_KLINES);
        query.requireAllRead();
        if (limit < 1) {
            throw ApiError.invalid("limit");
        }
        SymbolBook book = book(symbol.get());
        if (interval.isEmpty()) {
            throw ApiError.interval();
        }
        BarSeries bars = book.bars(interval.get());
        int count = (int) Math.min(limit, MOST_KLINES);
        // Without a start the latest bars are meant, with one the earliest from there on.
        int to = end.isPresent() ? bars.indexFrom(end.get() + 1) : bars.size();
        int from = start.isPresent() ? bars.indexFrom(start.get()) : Math.max(0, to - count);
        json.raw("[");
        for (int i = from; i < Math.min(to, from + count); i++) {
            json.raw(i == from ? "" : ",");
            kline(book.instrument(), bars, i);
        }
        json.raw("]");
        return KLINES_WEIGHT;
    }

    private void kline(Instrument instrument, BarSeries bars, int index) {
        int price = instrument.priceDecimals();
        int quantity = instrument.quantityDecimals();
        int notional = instrument.notionalDecimals();
        json.raw("[").number(bars.openTimeMillis(index));
        json.raw(",").decimal(bars.open(index), price);
        json.raw(",").decimal(bars.high(index), price);
        json.raw(",").decimal(bars.low(index), price);
        json.raw(",").decimal(bars.close(index), price);
        json.raw(",").decimal(bars.volume(index), quantity);
        json.raw(",").number(bars.closeTimeMillis(index));
        json.raw(",").decimal(bars.notional(index), notional);
        json.raw(",").number(bars.tradeCount(index));
        json.raw(",").decimal(bars.takerVolume(index), quantity);
        json.raw(",").decimal(bars.takerNotional(index), notional).raw(",\"0\"]");
    }
}
