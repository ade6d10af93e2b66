package io.tickmesh.simulator.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.binance.connector.client.utils.RequestBuilder;
import com.binance.connector.client.utils.WebSocketConnection;
import com.binance.connector.client.utils.httpclient.WebSocketStreamHttpClientSingleton;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A connection of Binance's own Java connector subscribes while it is open.
class ConnectorControlIT {

    private final Accused exchange = new Accused();
    private final ConcurrentLinkedQueue<JsonObject> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private final WebSocketConnection connection =
            new WebSocketConnection(
                    _ -> open.countDown(),
                    text -> heard.add(new JsonObject(text)),
                    (_, _) -> {},
                    (_, _) -> cuts.incrementAndGet(),
                    (_, _) -> cuts.incrementAndGet(),
                    RequestBuilder.buildWebSocketRequest(
                            exchange.simulator().webSocketUrl() + "/stream"),
                    WebSocketStreamHttpClientSingleton.getHttpClient());

    @AfterEach
    void close() {
        connection.close();
        exchange.close();
    }

    private JsonObject answer(String method, Object id, String... streams) {
        JsonObject request = new JsonObject().put("method", method).put("id", id);
        if (streams.length > 0) {
            request.put("params", new JsonArray(List.of(streams)));
        }
        connection.send(request.encode());
        Accused.until("an answer to " + method, () -> answerTo(id).isPresent());
        return answerTo(id).orElseThrow();
    }

    private Optional<JsonObject> answerTo(Object id) {
        return heard.stream().filter(message -> id.equals(message.getValue("id"))).findFirst();
    }

    private boolean hears(String stream) {
        return heard.stream().anyMatch(message -> stream.equals(message.getString("stream")));
    }

    private void connect() {
        connection.connect();
        Accused.until("the connection is open", () -> open.getCount() == 0);
    }

    @Test
    void answersPingsForAsLongAsItIsConnected() {
        connect();
        long unanswered = Accused.PONG_WITHIN.toMillis() + 1_000;
        answer("SUBSCRIBE", 1, "btcusdt@trade");
        Accused.until("a trade is heard", () -> tradeTimes().min().isPresent());
        long first = tradeTimes().min().orElseThrow();

        Accused.until(
                "trades are heard for longer than a ping may stay unanswered",
                () -> tradeTimes().max().orElseThrow() > first + unanswered);

        assertThat(exchange.simulator().counters().connectionsOpened()).isEqualTo(1);
        assertThat(cuts.get()).isZero();
    }

    private LongStream tradeTimes() {
        return heard.stream()
                .filter(message -> message.containsKey("data"))
                .mapToLong(message -> message.getJsonObject("data").getLong("T"));
    }

    @Test
    void addsListsAndRemovesStreams() {
        connect();

        // when
        JsonObject added = answer("SUBSCRIBE", 1, "btcusdt@trade", "ethusdt@bookTicker");
        Accused.until(
                "both are heard", () -> hears("btcusdt@trade") && hears("ethusdt@bookTicker"));
        JsonObject removed =
                answer("UNSUBSCRIBE", "0d9f2f5e-8c6b-4dd4-ae5c-2b4a1f9a9a01", "btcusdt@trade");
        JsonObject listed = answer("LIST_SUBSCRIPTIONS", 3);
        heard.clear();
        Accused.until("quotes are heard", () -> heard.size() >= 20);

        // then
        assertThat(added.encode()).isEqualTo("{\"result\":null,\"id\":1}");
        assertThat(removed.encode())
                .isEqualTo("{\"result\":null,\"id\":\"0d9f2f5e-8c6b-4dd4-ae5c-2b4a1f9a9a01\"}");
        assertThat(listed.encode()).isEqualTo("{\"result\":[\"ethusdt@bookTicker\"],\"id\":3}");
        assertThat(hears("btcusdt@trade")).isFalse();
        assertThat(hears("ethusdt@bookTicker")).isTrue();
    }
}
