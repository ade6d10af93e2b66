package io.tickmesh.market.provider;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.ProviderPrices;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers questions for the prices of many symbols by asking a provider for all of them at once. One symbol or provider that
/// fails, hangs or lies costs the others nothing; there is an answer in the configured time, whatever happens. Not thread-safe;
/// for one context.
public final class PriceAggregator {
    /// Request weight per minute that Binance grants, for sources that are not the feed's exchange.
    private static final int BINANCE_WEIGHT = 6_000;

    private final List<WeightBudget> ownBudgets = new ArrayList<>();
    private final Map<String, PriceSource> sources = new LinkedHashMap<>();
    private final Duration answerWithin;
    private final int atOnce;
    private final Counter refused;
    private int underWay;

    /// @param exchange REST address of the feed's exchange
    /// @param exchangeBudget request weight of that exchange, shared with the feed
    public PriceAggregator(
            Vertx vertx,
            PricesConfig config,
            URI exchange,
            WeightBudget exchangeBudget,
            MeterRegistry meters) {
        answerWithin = config.answerWithin();
        atOnce = config.atOnce();
        refused = meters.counter("tickmesh.prices.refused");
        config.sources()
                .forEach((name, source) -> {
                    URI base = source.url().orElse(exchange);
                    WeightBudget budget = base.equals(exchange) ? exchangeBudget : ownBudget();
                    RequestLimit limit = new RequestLimit(name, budget);
                    sources.put(name, new PriceSource(vertx, name, source, base, limit, meters));
                });
    }

    /// Returns an item for each symbol, in the order they were asked for. Fails with a [RequestFailedException]: NOT_FOUND for
    /// an unknown source, INVALID for symbols that no provider can have, UNAVAILABLE when too many questions are under way.
    public Future<ProviderPrices> prices(GetPrices request) {
        PriceSource source = sources.get(request.source());
        if (source == null) {
            return refuse(
                    Failure.NOT_FOUND,
                    "There is no price source %s; known are %s."
                            .formatted(request.source(), String.join(", ", sources.keySet())));
        }
        List<String> symbols = request.symbols();
        if (symbols.isEmpty() || symbols.size() > GetPrices.MOST) {
            return refuse(
                    Failure.INVALID,
                    "symbols must be 1 to %d, was %d".formatted(GetPrices.MOST, symbols.size()));
        }
        if (!symbols.stream().allMatch(GetPrices::isSymbol)) {
            return refuse(Failure.INVALID, "symbols must be " + GetPrices.SYMBOL);
        }
        if (underWay >= atOnce) {
            refused.increment();
            return refuse(
                    Failure.UNAVAILABLE,
                    "%d questions for prices are under way, ask again later".formatted(underWay));
        }
        underWay++;
        return source.prices(symbols, answerWithin).onComplete(_ -> underWay--);
    }

    /// Ends everything that is under way; questions get what there is.
    public Future<Void> close() {
        return Future.all(sources.values().stream().map(PriceSource::close).toList()).mapEmpty();
    }

    /// Leaves a part of what the providers grant to other nodes; the budget of the feed's exchange is divided by the feed.
    ///
    /// @param nodes how many share it, this one included
    public void share(int nodes) {
        ownBudgets.forEach(budget -> budget.share(nodes));
    }

    private WeightBudget ownBudget() {
        WeightBudget budget = new WeightBudget(BINANCE_WEIGHT, 1, System::nanoTime);
        ownBudgets.add(budget);
        return budget;
    }

    private static Future<ProviderPrices> refuse(Failure failure, String message) {
        return Future.failedFuture(new RequestFailedException(failure, message));
    }
}
