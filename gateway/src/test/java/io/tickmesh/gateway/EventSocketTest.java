package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventSocketTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void sendsTheSameAsServerSentEvents() throws Exception {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("")) {
            Socket socket = new Socket(gateway, "?snapshot=true");
            assertThat(socket.next().getString("event")).isEqualTo("snapshot");
            Event event = ResumeTest.publish(gateway, 1).getFirst();
            gateway.services.publishPrice("BTCUSDT", 5);

            JsonObject first = socket.next();
            assertThat(first.getString("id")).isEqualTo(event.id());
            assertThat(first.getString("event")).isEqualTo("BotFailed");
            assertThat(first.getJsonObject("data"))
                    .isEqualTo(new JsonObject(reader.next("BotFailed").data()));
            JsonObject price = socket.next();
            assertThat(price.fieldNames()).containsExactly("event", "data");
            assertThat(price.getJsonObject("data").getDouble("bid")).isEqualTo(5);
        }
    }

    @Test
    void goesOnWhereTheClientWas() throws Exception {
        try (TestGateway gateway = TestGateway.start()) {
            List<Event> events = ResumeTest.publish(gateway, 3);
            ResumeTest.settle(gateway);

            Socket socket =
                    new Socket(gateway, "?types=BotFailed&lastEventId=" + events.getFirst().id());
            assertThat(socket.next().getString("id")).isEqualTo(events.get(1).id());
            assertThat(socket.next().getString("id")).isEqualTo(events.get(2).id());
        }
    }

    @Test
    void saysWhyItCloses() throws Exception {
        StreamConfig one = new StreamConfig(LONG, 1, 10, LONG, MemoryConfig.DEFAULT);
        try (TestGateway gateway = TestGateway.start(one)) {
            Socket first = new Socket(gateway, "");
            TestGateway.until("it is connected", () -> clients(gateway) == 1);
            assertThat(new Socket(gateway, "").closeCode()).isEqualTo(1013);

            gateway.stop();
            assertThat(first.next().getString("event")).isEqualTo("bye");
            assertThat(first.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void beatsAndIgnoresWhatTheClientSays() throws Exception {
        StreamConfig often =
                new StreamConfig(Duration.ofMillis(20), 10, 10, LONG, MemoryConfig.DEFAULT);
        try (TestGateway gateway = TestGateway.start(often)) {
            Socket socket = new Socket(gateway, "?types=BotFailed");
            for (int i = 0; i < 100; i++) {
                TestGateway.await(socket.socket.writeTextMessage("{\"type\":\"BotFailed\"}"));
            }
            // Longer than an unanswered ping is waited for.
            for (int i = 0; i < 10; i++) {
                JsonObject beat = socket.next();
                assertThat(beat.getString("event")).isEqualTo("heartbeat");
                assertThat(beat.getString("id")).isNotBlank();
            }
        }
    }

    @Test
    void closesOnWhoSendsTooMuchAtOnce() throws Exception {
        try (TestGateway gateway = TestGateway.start()) {
            Socket socket = new Socket(gateway, "");
            var _ = socket.socket.writeTextMessage("x".repeat(10_000));

            TestGateway.until("it is gone", () -> clients(gateway) == 0);
        }
    }

    @Test
    void servesSocketsOnlyToPagesOfItsOwn() {
        try (TestGateway gateway = TestGateway.start()) {
            HttpResponse<String> plain = gateway.get("/api/v1/events/ws");

            assertThat(plain.statusCode()).isEqualTo(426);
        }
    }

    private static int clients(TestGateway gateway) {
        return (int) gateway.meters.get("tickmesh.sse.clients").gauge().value();
    }

    /// A client whose messages wait in a queue.
    private static final class Socket {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final WebSocketClient client;
        private final WebSocket socket;

        Socket(TestGateway gateway, String query) {
            client =
                    gateway.vertx.createWebSocketClient(
                            new WebSocketClientOptions()
                                    .setMaxFrameSize(1 << 20)
                                    .setMaxMessageSize(1 << 24)
                                    .setTryUsePerMessageCompression(true));
            WebSocketConnectOptions options =
                    new WebSocketConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(gateway.gateway.port())
                            .setURI("/api/v1/events/ws" + query)
                            .putHeader("authorization", "Bearer " + TestGateway.ADMIN_TOKEN);
            socket =
                    TestGateway.await(
                            client.connect(options)
                                    .onSuccess(it -> it.textMessageHandler(messages::add)));
        }

        JsonObject next() throws InterruptedException {
            String message = messages.poll(10, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            return new JsonObject(message);
        }

        int closeCode() {
            TestGateway.until("it is closed", () -> socket.isClosed());
            return socket.closeStatusCode();
        }
    }
}
