package io.tickmesh.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tickmesh.mesh.request.ProviderPrice;
import io.tickmesh.mesh.request.ProviderPrices;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the aggregator makes of what providers do.
class PriceAggregatorTest extends AggregatorTest {
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
}
