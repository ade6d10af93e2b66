package io.tickmesh.market.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.logging.LogCapture;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.ProviderPrice;
import io.tickmesh.mesh.request.ProviderPrices;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the aggregator does not do: ask too much, tell the key, take what it cannot hold.
class PriceLimitsTest extends AggregatorTest {
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
}
