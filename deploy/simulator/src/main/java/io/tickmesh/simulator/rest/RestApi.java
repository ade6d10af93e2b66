package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Market;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.wire.JsonBytes;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Answers the public REST calls from the market's state. Not thread-safe: call it on the market's thread.
public final class RestApi {

    private static final String PREFIX = "/api/v3/";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int LIGHT = 1;
    private static final int EXCHANGE_INFO_WEIGHT = 20;

    private final LongSupplier serverTimeMillis;
    private final ExchangeInfo exchangeInfo;
    private final JsonBytes json = new JsonBytes();
    private final Map<String, Call> calls;

    /// Writes the answer and returns its weight.
    private interface Call {
        int answer(RestQuery query) throws ApiError;
    }

    /// @param serverTimeMillis what `time` answers, epoch ms
    /// @param limits what `exchangeInfo` says about limits
    public RestApi(Market market, LongSupplier serverTimeMillis, RequestLimits limits) {
        this.serverTimeMillis = serverTimeMillis;
        this.exchangeInfo =
                new ExchangeInfo(
                        market.books().stream().map(SymbolBook::instrument).toList(), limits);
        DepthCall depth = new DepthCall(market, json);
        TradeCalls trades = new TradeCalls(market, json);
        KlineCalls klines = new KlineCalls(market, json);
        TickerCalls tickers = new TickerCalls(market, json);
        this.calls =
                Map.ofEntries(
                        Map.entry("ping", this::ping),
                        Map.entry("time", this::time),
                        Map.entry("exchangeInfo", query -> exchangeInfo(query, market)),
                        Map.entry("depth", depth::depth),
                        Map.entry("trades", trades::trades),
                        Map.entry("historicalTrades", trades::historicalTrades),
                        Map.entry("aggTrades", trades::aggTrades),
                        Map.entry("klines", klines::klines),
                        Map.entry("uiKlines", klines::klines),
                        Map.entry("avgPrice", tickers::avgPrice),
                        Map.entry("ticker", tickers::window),
                        Map.entry("ticker/24hr", tickers::day),
                        Map.entry("ticker/tradingDay", tickers::tradingDay),
                        Map.entry("ticker/price", tickers::price),
                        Map.entry("ticker/bookTicker", tickers::bookTicker));
    }

    /// Returns the name of the call that a path means: what follows `/api/v3/`, whatever comes before. Empty when the exchange
    /// has no such call.
    public Optional<String> endpoint(String path) {
        int at = path.lastIndexOf(PREFIX);
        String name = at < 0 ? "" : path.substring(at + PREFIX.length());
        return calls.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /// Returns the answer to a call.
    ///
    /// @param endpoint as [#endpoint] named it
    /// @param parameters of the query string
    public RestReply get(String endpoint, MultiMap parameters) {
        json.clear();
        Call call = calls.get(endpoint);
        if (call == null) {
            throw new IllegalArgumentException("endpoint must exist, was " + endpoint);
        }
        try {
            int weight = call.answer(new RestQuery(parameters));
            return new RestReply(endpoint, OK, weight, json.toByteArray());
        } catch (ApiError e) {
            return new RestReply(endpoint, BAD_REQUEST, LIGHT, error(e.code(), e.getMessage()));
        }
    }

    /// Returns an error body.
    public static byte[] error(int code, @Nullable String message) {
        // Legal ranges are patterns, which have quotes and backslashes.
        String text = String.valueOf(message).replace("\\", "\\\\").replace("\"", "\\\"");
        return ("{\"code\":" + code + ",\"msg\":\"" + text + "\"}")
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

    private int exchangeInfo(RestQuery query, Market market) throws ApiError {
        exchangeInfo.answer(query, market, json, serverTimeMillis.getAsLong());
        return EXCHANGE_INFO_WEIGHT;
    }
}
