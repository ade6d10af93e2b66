package io.tickmesh.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.ProviderPrice;
import io.tickmesh.mesh.request.ProviderPrices;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/// What tests of the aggregator have in common: providers on real sockets, and a context to ask on.
abstract class AggregatorTest {
    static final Duration LONG = Duration.ofSeconds(20);

    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final WeightBudget budget = new WeightBudget(6_000, 0.8, System::nanoTime);

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    FakeProvider provider(long latencyMillis) throws Exception {
        return get(new FakeProvider(vertx, latencyMillis).start());
    }

    PriceAggregator aggregator(FakeProvider exchange, SourceConfig source) throws Exception {
        return aggregator(exchange, source, LONG, 8);
    }

    PriceAggregator aggregator(
            FakeProvider exchange, SourceConfig source, Duration within, int atOnce)
            throws Exception {
        Promise<PriceAggregator> made = Promise.promise();
        context.runOnContext(_ ->
                made.complete(
                        new PriceAggregator(
                                vertx,
                                new PricesConfig(Map.of("test", source), within, atOnce),
                                exchange.url(),
                                budget,
                                meters)));
        return get(made.future());
    }

    Future<ProviderPrices> ask(PriceAggregator aggregator, String source, List<String> symbols) {
        Promise<ProviderPrices> answer = Promise.promise();
        context.runOnContext(
                _ -> aggregator.prices(new GetPrices(source, symbols)).onComplete(answer));
        return answer.future();
    }

    /// Returns how long the fastest try took; stops trying when one was fast enough.
    long fastest(int tries, long enough, PriceAggregator aggregator, List<String> symbols)
            throws Exception {
        get(ask(aggregator, "test", symbols.subList(0, 1)));
        List<Long> took = new ArrayList<>();
        while (took.size() < tries && took.stream().noneMatch(millis -> millis < enough)) {
            ProviderPrices prices = get(ask(aggregator, "test", symbols));
            assertThat(prices.items()).extracting(ProviderPrice::symbol).isEqualTo(symbols);
            assertThat(prices.items()).extracting(ProviderPrice::error).containsOnlyNulls();
            took.add(prices.tookMillis());
        }
        return took.stream().mapToLong(Long::longValue).min().orElseThrow();
    }

    double outcomes(String outcome) {
        return meters.get("tickmesh.prices.requests")
                .tag("source", "test")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    static SourceConfig binance(FakeProvider provider, int inFlight, Duration timeout) {
        // With a path of its own it is another exchange than the feed's, whose budget is not spent.
        return binance(URI.create(provider.url() + "/"), inFlight, timeout);
    }

    static SourceConfig binance(URI url, int inFlight, Duration timeout) {
        return new SourceConfig(SourceKind.BINANCE, Optional.of(url), null, inFlight, timeout);
    }

    static List<String> symbols(int count) {
        return IntStream.range(0, count).mapToObj(i -> "S" + i).toList();
    }

    static void assertRefused(Future<?> answer, Failure failure, String message) {
        assertThatThrownBy(() -> get(answer))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        refusal -> {
                            assertThat(refusal.failure()).isEqualTo(failure);
                            assertThat(refusal).hasMessage(message);
                        });
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time: " + what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
