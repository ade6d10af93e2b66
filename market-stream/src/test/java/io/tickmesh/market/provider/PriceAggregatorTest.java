package io.tickmesh.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import java.time.Instant;
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
import org.junit.jupiter.api.Test;

/// The aggregator against providers on real sockets.
class PriceAggregatorTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WeightBudget budget = new WeightBudget(6_000, 0.8, System::nanoTime);

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void sevenSymbolsTakeHardlyLongerThanOne() throws Exception {
        FakeProvider provider = provider(200);
        PriceAggregator aggregator = aggregator(provider, binance(provider, 50, LONG));

        // A busy machine may disturb a try; requests one after the other would take 1,400 ms in
        // each.
        long millis = fastest(5, 300, aggregator, symbols(7));

        System.out.printf("prices: 7 symbols at 200 ms each took %d ms%n", millis);
        assertThat(millis).isBetween(200L, 300L);
    }

    @Test
    void fiveHundredSymbolsGoFiftyAtATime() throws Exception {
        FakeProvider provider = provider(200);
        PriceAggregator aggregator = aggregator(provider, binance(provider, 50, LONG));

        long millis = fastest(3, 2_500, aggregator, symbols(500));

        System.out.printf(
                "prices: 500 symbols at 200 ms each, 50 at a time, took %d ms, %d in flight at most%n",
                millis, provider.mostInFlight());
        assertThat(millis).isBetween(2_000L, 2_500L);
        assertThat(provider.mostInFlight()).isEqualTo(50);
    }

    @Test
    void questionsShareTheLimitAndTakeTurns() throws Exception {
        FakeProvider provider = provider(100);
        PriceAggregator aggregator = aggregator(provider, binance(provider, 5, LONG));

        Future<ProviderPrices> many = ask(aggregator, "test", symbols(50));
        Future<ProviderPrices> few = ask(aggregator, "test", List.of("A", "B"));

        assertThat(get(few).items()).extracting(ProviderPrice::error).containsOnlyNulls();
        assertThat(many.isComplete()).as("the long question goes on").isFalse();
        assertThat(get(many).items()).extracting(ProviderPrice::error).containsOnlyNulls();
        assertThat(provider.mostInFlight()).isEqualTo(5);
    }

    @Test
    void oneBadSymbolCostsTheOthersNothing() throws Exception {
        FakeProvider provider = provider(0);
        provider.when("BAD0", FakeProvider.answer(500, "<html>oops</html>"))
                .when(
                        "BAD1",
                        FakeProvider.answer(404, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"))
                .when("BAD2", FakeProvider.answer(200, "{\"symbol\":\"BAD2\",\"pri"))
                .when("BAD3", FakeProvider.truncated())
                .when("BAD4", FakeProvider.never())
                .when("BAD5", FakeProvider.reset())
                .when("BAD6", FakeProvider.huge(2 * Fetch.MAX_BYTES))
                .when("BAD7", provider.dribble(20))
                .when("BAD8", FakeProvider.answer(200, "{\"symbol\":\"GOOD8\",\"price\":\"4.0\"}"))
                .when("BAD9", FakeProvider.answer(200, "{\"symbol\":\"BAD9\",\"price\":\"-1\"}"));
        PriceAggregator aggregator =
                aggregator(provider, binance(provider, 50, Duration.ofSeconds(2)));
        List<String> symbols =
                IntStream.range(0, 10)
                        .boxed()
                        .flatMap(i -> List.of("GOOD" + i, "BAD" + i).stream())
                        .toList();

        List<ProviderPrice> items = get(ask(aggregator, "test", symbols)).items();

        assertThat(items).extracting(ProviderPrice::symbol).isEqualTo(symbols);
        assertThat(items.stream().filter(item -> item.symbol().startsWith("GOOD")))
                .allSatisfy(item -> {
                    assertThat(item.error()).isNull();
                    assertThat(item.price()).isEqualTo(4.000002);
                });
        assertThat(items.stream().filter(item -> item.symbol().startsWith("BAD")))
                .allSatisfy(item -> assertThat(item.price()).isNull())
                .extracting(ProviderPrice::error)
                .containsExactly(
                        "HTTP 500",
                        "HTTP 404 -1121 Invalid symbol.",
                        "the answer is no JSON",
                        "the connection broke off within the answer",
                        "no answer within 2000 ms",
                        "the connection broke off without an answer",
                        "the answer is above 65536 bytes",
                        "no answer within 2000 ms",
                        "the answer is not for this symbol",
                        "the answer has no usable price");
        assertThat(outcomes("price")).isEqualTo(10);
        assertThat(outcomes("refused")).isEqualTo(2);
        assertThat(outcomes("unreadable")).isEqualTo(4);
        assertThat(outcomes("timeout")).isEqualTo(2);
        assertThat(outcomes("broken")).isEqualTo(2);
        assertThat(meters.get("tickmesh.prices.request.time").timer().count()).isEqualTo(20);
        until("nothing in flight", () -> provider.inFlight() == 0);
    }

    @Test
    void aProviderThatIsNotThereIsAnErrorOfEachSymbol() throws Exception {
        FakeProvider provider = provider(0);
        SourceConfig nowhere = binance(URI.create("http://127.0.0.1:1"), 2, LONG);
        PriceAggregator aggregator = aggregator(provider, nowhere);

        assertThat(get(ask(aggregator, "test", symbols(5))).items())
                .extracting(ProviderPrice::error)
                .containsOnly("no connection to the provider");
    }

    @Test
    void whatIsNotThereInTimeIsAnErrorAndItsRequestsEnd() throws Exception {
        FakeProvider provider = provider(0);
        symbols(10).subList(5, 10).forEach(symbol -> provider.when(symbol, FakeProvider.never()));
        PriceAggregator aggregator =
                aggregator(provider, binance(provider, 2, LONG), Duration.ofMillis(900), 8);
        get(ask(aggregator, "test", List.of("warm-up")));

        ProviderPrices prices = get(ask(aggregator, "test", symbols(10)));

        assertThat(prices.tookMillis()).isBetween(890L, 3_000L);
        assertThat(prices.items().subList(0, 5))
                .extracting(ProviderPrice::error)
                .containsOnlyNulls();
        assertThat(prices.items().subList(5, 10))
                .extracting(ProviderPrice::error)
                .containsOnly("no answer within 900 ms");
        assertThat(provider.uris()).as("the last three were not asked any more").hasSize(8);
        until("the requests have ended", () -> provider.inFlight() == 0);
        assertThat(outcomes("too-late")).isEqualTo(5);
        assertThat(get(ask(aggregator, "test", symbols(5))).items())
                .as("the limit is free again")
                .extracting(ProviderPrice::error)
                .containsOnlyNulls();
    }

    @Test
    void asksOnceForASymbolThatIsNamedTwice() throws Exception {
        FakeProvider provider = provider(0);
        PriceAggregator aggregator = aggregator(provider, binance(provider, 1, LONG));

        ProviderPrices prices = get(ask(aggregator, "test", List.of("B", "A", "B")));

        assertThat(prices.source()).isEqualTo("test");
        assertThat(prices.items())
                .extracting(ProviderPrice::symbol, ProviderPrice::price)
                .containsExactly(tuple("B", 4.000002), tuple("A", 4.000002), tuple("B", 4.000002));
        assertThat(provider.uris())
                .containsExactly("/api/v3/ticker/price?symbol=B", "/api/v3/ticker/price?symbol=A");
    }

    @Test
    void aDemandedPauseIsObeyedByPricesAndFeed() throws Exception {
        FakeProvider provider = provider(0);
        provider.when(
                "S1",
                request -> {
                    request.response().putHeader("retry-after", "77");
                    FakeProvider.answer(429, "{\"code\":-1003,\"msg\":\"Too many requests.\"}")
                            .accept(request);
                });
        // No URL: the exchange of the feed.
        PriceAggregator aggregator =
                aggregator(
                        provider,
                        new SourceConfig(SourceKind.BINANCE, Optional.empty(), null, 1, LONG));

        List<ProviderPrice> items = get(ask(aggregator, "test", symbols(4))).items();

        assertThat(items.get(0).price()).isEqualTo(4.000002);
        assertThat(items.get(1).error()).isEqualTo("HTTP 429 -1003 Too many requests.");
        assertThat(items.subList(2, 4))
                .allSatisfy(item ->
                        assertThat(item.error())
                                .matches(
                                        "not asked: the provider's request limit demands a pause of another 7[5-7]\\d{3} ms"));
        assertThat(provider.uris()).hasSize(2);
        assertThat(outcomes("paused")).isEqualTo(2);
        assertThat(budget.take(1)).as("the feed keeps still too").isPositive();
    }

    @Test
    void leavesHalfOfTheBudgetToTheFeed() throws Exception {
        FakeProvider provider = provider(0);
        PriceAggregator aggregator =
                aggregator(
                        provider,
                        new SourceConfig(SourceKind.BINANCE, Optional.empty(), null, 50, LONG));
        budget.reported(2_390);

        List<ProviderPrice> items = get(ask(aggregator, "test", symbols(8))).items();

        assertThat(items.stream().filter(item -> item.price() != null)).hasSize(5);
        assertThat(budget.take(100)).isZero();
    }

    @Test
    void theKeyTravelsInAHeaderAndNowhereElse() throws Exception {
        String key = "Sesame-4711_open";
        FakeProvider provider = provider(0);
        provider.when(
                        "ECHO",
                        FakeProvider.answer(
                                403, "{\"status\":\"ERROR\",\"error\":\"bad key " + key + "\"}"))
                .when(
                        "AWAY",
                        request -> {
                            request.response().putHeader("location", "/elsewhere?apiKey=" + key);
                            FakeProvider.answer(302, key).accept(request);
                        })
                .when("NONE", FakeProvider.answer(200, "{\"ticker\":\"NONE\",\"results\":[]}"))
                .when("RESET", FakeProvider.reset());
        SourceConfig polygon =
                new SourceConfig(
                        SourceKind.POLYGON, Optional.of(provider.url()), new ApiKey(key), 5, LONG);
        try (LogCapture log = new LogCapture()) {
            PriceAggregator aggregator = aggregator(provider, polygon);
            ProviderPrices prices =
                    get(
                            ask(
                                    aggregator,
                                    "test",
                                    List.of("AAPL", "X:BTCUSD", "ECHO", "AWAY", "NONE", "RESET")));

            assertThat(prices.items().getFirst())
                    .isEqualTo(
                            new ProviderPrice(
                                    "AAPL", 115.97, Instant.ofEpochMilli(1605042000000L), null));
            assertThat(prices.items().get(1).price()).isEqualTo(115.97);
            assertThat(prices.items().subList(2, 6))
                    .extracting(ProviderPrice::error)
                    .containsExactly(
                            "HTTP 403 bad key (hidden)",
                            "HTTP 302",
                            "the provider has no price of it",
                            "the connection broke off without an answer");
            assertThat(provider.authorizations()).hasSize(6).containsOnly("Bearer " + key);
            assertThat(provider.uris()).hasSize(6).noneMatch(uri -> uri.contains(key));
            assertThat(provider.uris().getFirst()).isEqualTo("/v2/aggs/ticker/AAPL/prev");
            assertThat(prices.toString()).doesNotContain(key);
            assertThat(meters.getMetersAsString()).doesNotContain(key);
            assertThat(polygon.toString()).doesNotContain(key);
            assertThat(log.lines()).isNotEmpty();
            // The HTTP codec below us writes what it sends when it is told to log everything.
            assertThat(log.lines().stream().filter(line -> !line.contains("io.netty")))
                    .noneMatch(line -> line.contains(key));
        }
    }

    @Test
    void refusesWhatNobodyCanAnswer() throws Exception {
        FakeProvider provider = provider(0);
        PriceAggregator aggregator = aggregator(provider, binance(provider, 5, LONG));

        assertRefused(
                ask(aggregator, "nasdaq", List.of("A")),
                Failure.NOT_FOUND,
                "There is no price source nasdaq; known are test.");
        assertRefused(
                ask(aggregator, "test", List.of()),
                Failure.INVALID,
                "symbols must be 1 to 1000, was 0");
        assertRefused(
                ask(aggregator, "test", symbols(1001)),
                Failure.INVALID,
                "symbols must be 1 to 1000, was 1001");
        for (String bad : List.of("", "../x", "A?b=1", "A B", "Ä", "A".repeat(33))) {
            assertRefused(
                    ask(aggregator, "test", List.of("A", bad)),
                    Failure.INVALID,
                    "symbols must be " + GetPrices.SYMBOL);
        }
        assertThat(provider.uris()).isEmpty();
    }

    @Test
    void refusesMoreQuestionsThanItCanHold() throws Exception {
        FakeProvider provider = provider(0);
        provider.when("A", FakeProvider.never());
        PriceAggregator aggregator =
                aggregator(provider, binance(provider, 5, LONG), Duration.ofMillis(300), 2);

        Future<ProviderPrices> first = ask(aggregator, "test", List.of("A"));
        Future<ProviderPrices> second = ask(aggregator, "test", List.of("A"));

        assertRefused(
                ask(aggregator, "test", List.of("B")),
                Failure.UNAVAILABLE,
                "2 questions for prices are under way, ask again later");
        assertThat(meters.get("tickmesh.prices.refused").counter().count()).isEqualTo(1);
        get(first);
        get(second);
        assertThat(get(ask(aggregator, "test", List.of("B"))).items().getFirst().price())
                .isNotNull();
    }

    @Test
    void endsWhatIsUnderWayWhenItIsClosed() throws Exception {
        FakeProvider provider = provider(0);
        provider.when("A", FakeProvider.never());
        PriceAggregator aggregator = aggregator(provider, binance(provider, 5, LONG));
        Future<ProviderPrices> prices = ask(aggregator, "test", List.of("A"));
        until("asked", () -> provider.inFlight() == 1);

        context.runOnContext(_ -> aggregator.close().onFailure(_ -> {}));

        assertThat(get(prices).items().getFirst().error()).isEqualTo("stopped");
        until("the request has ended", () -> provider.inFlight() == 0);
    }

    private FakeProvider provider(long latencyMillis) throws Exception {
        return get(new FakeProvider(vertx, latencyMillis).start());
    }

    private PriceAggregator aggregator(FakeProvider exchange, SourceConfig source)
            throws Exception {
        return aggregator(exchange, source, LONG, 8);
    }

    private PriceAggregator aggregator(
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

    private Future<ProviderPrices> ask(
            PriceAggregator aggregator, String source, List<String> symbols) {
        Promise<ProviderPrices> answer = Promise.promise();
        context.runOnContext(
                _ -> aggregator.prices(new GetPrices(source, symbols)).onComplete(answer));
        return answer.future();
    }

    /// Returns how long the fastest try took; stops trying when one was fast enough.
    private long fastest(int tries, long enough, PriceAggregator aggregator, List<String> symbols)
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

    private double outcomes(String outcome) {
        return meters.get("tickmesh.prices.requests")
                .tag("source", "test")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static SourceConfig binance(FakeProvider provider, int inFlight, Duration timeout) {
        // With a path of its own it is another exchange than the feed's, whose budget is not spent.
        return binance(URI.create(provider.url() + "/"), inFlight, timeout);
    }

    private static SourceConfig binance(URI url, int inFlight, Duration timeout) {
        return new SourceConfig(SourceKind.BINANCE, Optional.of(url), null, inFlight, timeout);
    }

    private static List<String> symbols(int count) {
        return IntStream.range(0, count).mapToObj(i -> "S" + i).toList();
    }

    private static void assertRefused(Future<?> answer, Failure failure, String message) {
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

    private static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not in time: " + what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
