package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.GetPrices;
import io.tickmesh.mesh.request.ProviderPrice;
import io.tickmesh.mesh.request.ProviderPrices;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/api/v1/prices` with a source.
class ProviderPricesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    // Questions to other services would have failed when the provider answers.
    private final TestGateway gateway = TestGateway.start(Duration.ofMillis(100));

    @BeforeEach
    void serve() {
        TestGateway.await(
                gateway.services
                        .mesh(ServiceName.MARKET_STREAM)
                        .serve(GetPrices.class, this::prices));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void answersAPriceOrAnErrorForEachSymbolInTheOrderAskedFor() {
        JsonObject page = gateway.json("/api/v1/prices?symbols=MSFT,X:BTCUSD,BAD&source=polygon");

        assertThat(page)
                .isEqualTo(
                        new JsonObject(
                                """
                                {"source": "polygon", "tookMillis": 301, "next": null, "items": [
                                 {"symbol": "MSFT", "price": 4.5, "time": "2026-03-02T12:00:00Z", "error": null},
                                 {"symbol": "X:BTCUSD", "price": 4.5, "time": "2026-03-02T12:00:00Z", "error": null},
                                 {"symbol": "BAD", "price": null, "time": null, "error": "HTTP 404"}]}
                                """));
    }

    @Test
    void answersTheStreamedPricesWithoutASource() {
        gateway.services.publishPrice("BTCUSDT", 100.5);
        TestGateway.until(
                "a price", () -> !gateway.json("/api/v1/prices").getJsonArray("items").isEmpty());

        JsonObject item =
                gateway.json("/api/v1/prices?symbols=BTCUSDT&source=")
                        .getJsonArray("items")
                        .getJsonObject(0);

        assertThat(item.getJsonObject("price").getDouble("bid")).isEqualTo(100.5);
    }

    @Test
    void asksForAThousandSymbols() {
        String symbols =
                IntStream.range(0, GetPrices.MOST)
                        .mapToObj("A-SYMBOL-OF-A-VERY-LONG-NAME%04d"::formatted)
                        .collect(Collectors.joining(","));

        assertThat(
                        gateway.json("/api/v1/prices?source=polygon&symbols=" + symbols)
                                .getJsonArray("items"))
                .hasSize(GetPrices.MOST);
    }

    @ParameterizedTest
    @CsvSource({
        "source=polygon, is required",
        "source=polygon&symbols=%20, is required",
        "source=polygon&symbols=A%2F..%2FB, 'must be 1 to 32 letters, digits and any of . : _ -, was A/../B'",
        "source=polygon&symbols=MSFT%2C%C3%84, 'must be 1 to 32 letters, digits and any of . : _ -, was Ä'",
    })
    void namesWhatIsWrongWithTheSymbols(String query, String detail) {
        assertSymbolsRefused(gateway.get("/api/v1/prices?" + query), detail);
    }

    @Test
    void refusesMoreThanAThousandSymbols() {
        String symbols =
                IntStream.rangeClosed(0, GetPrices.MOST)
                        .mapToObj(i -> "S" + i)
                        .collect(Collectors.joining(","));

        assertSymbolsRefused(
                gateway.get("/api/v1/prices?source=polygon&symbols=" + symbols),
                "must have at most 1000 items, has 1001");
    }

    @Test
    void passesOnThatTheSourceIsUnknown() {
        HttpResponse<String> response = gateway.get("/api/v1/prices?source=nyse&symbols=A");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(response.body()).getString("detail"))
                .isEqualTo("There is no price source nyse; known are polygon.");
    }

    private Future<ProviderPrices> prices(GetPrices request) {
        if (!request.source().equals("polygon")) {
            return Future.failedFuture(
                    new RequestFailedException(
                            Failure.NOT_FOUND,
                            "There is no price source %s; known are polygon."
                                    .formatted(request.source())));
        }
        List<ProviderPrice> items =
                request.symbols().stream()
                        .map(symbol ->
                                symbol.equals("BAD")
                                        ? new ProviderPrice(symbol, null, null, "HTTP 404")
                                        : new ProviderPrice(symbol, 4.5, NOON, null))
                        .toList();
        Promise<ProviderPrices> answer = Promise.promise();
        gateway.vertx
                .timer(300, TimeUnit.MILLISECONDS)
                .onComplete(
                        _ -> answer.complete(new ProviderPrices("polygon", items, 301)),
                        answer::fail);
        return answer.future();
    }

    private static void assertSymbolsRefused(HttpResponse<String> response, String detail) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getJsonArray("errors"))
                .containsExactly(new JsonObject().put("field", "symbols").put("detail", detail));
    }
}
