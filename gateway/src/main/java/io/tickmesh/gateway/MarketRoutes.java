package io.tickmesh.gateway;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.GetOrderBook;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.OrderBookView;
import io.tickmesh.mesh.request.ProviderPrice;
import io.tickmesh.mesh.request.ProviderPrices;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.Symbols;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Market data: symbols, prices, candles, order books, feeds.
final class MarketRoutes {
    private MarketRoutes() {}

    /// @param pricesTimeout how long asking a price provider may take
    static void add(Api api, PriceBoard prices, Duration pricesTimeout) {
        api.ask(
                "/api/v1/symbols",
                _ -> new ListSymbols(),
                (Symbols answer) -> Page.of(answer.items()));
        api.ask("/api/v1/feeds", _ -> new GetFeeds(), (Feeds answer) -> Page.of(answer.items()));
        api.ask("/api/v1/candles", MarketRoutes::candles, CandlePage::of);
        api.ask("/api/v1/order-book", MarketRoutes::orderBook, (OrderBookView book) -> book);
        api.askOrTell(
                "/api/v1/prices",
                MarketRoutes::providerPrices,
                pricesTimeout,
                PricePage::of,
                query -> Page.of(prices.of(query.list("symbols"))));
    }

    private static ListCandles candles(Query query) {
        return new ListCandles(
                query.requiredText("symbol"),
                Interval.ofCode(query.requiredText("interval")).orElseThrow(),
                query.limit(),
                query.optionalNumber("before"));
    }

    private static GetOrderBook orderBook(Query query) {
        return new GetOrderBook(query.requiredText("symbol"), query.number("levels"));
    }

    /// Without a source the prices are those that are streamed.
    private static Optional<Request<ProviderPrices>> providerPrices(Query query) {
        return Optional.ofNullable(query.text("source"))
                .map(source -> new GetPrices(source, List.copyOf(named(query.list("symbols")))));
    }

    private static Set<String> named(Set<String> symbols) {
        if (symbols.isEmpty()) {
            throw new ProblemException(
                    Problem.invalidQuery(List.of(new FieldError("symbols", "is required"))));
        }
        return symbols;
    }

    /// Prices of a provider, in the order they were asked for.
    ///
    /// @param next always null: there are no more
    record PricePage(
            String source, List<ProviderPrice> items, long tookMillis, @Nullable String next) {
        static PricePage of(ProviderPrices answer) {
            return new PricePage(answer.source(), answer.items(), answer.tookMillis(), null);
        }
    }

    /// Closed candles, oldest first.
    ///
    /// @param forming the candle that is still open, as far as it has come; null if nothing is known of it
    /// @param next what `before` has to be for the candles before these; null if there are none
    record CandlePage(
            String symbol,
            Interval interval,
            List<Candle> items,
            @Nullable Candle forming,
            @Nullable String next) {
        static CandlePage of(Candles answer) {
            List<Candle> items = answer.items();
            return new CandlePage(
                    answer.symbol(),
                    answer.interval(),
                    items,
                    answer.forming(),
                    items.isEmpty() ? null : Long.toString(items.getFirst().openMillis()));
        }
    }
}
