package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.latency.Stage;
import io.tickmesh.mesh.latency.StageLatency;
import io.tickmesh.mesh.market.Interval;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void sendsEventsInOrderWithIdTypeAndData() {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("")) {
            SignalGenerated signal = gateway.services.event(EventStreamTest::signal);
            BotStatusChanged paused = gateway.services.event(header -> paused(header, "bot-01"));
            gateway.services.publish(signal, paused);

            SseReader.Message first = reader.next("SignalGenerated");
            SseReader.Message second = reader.next("BotStatusChanged");

            assertThat(first.fields().get("id")).isEqualTo(signal.id());
            JsonObject data = new JsonObject(first.data());
            assertThat(data.getString("type")).isEqualTo("SignalGenerated");
            assertThat(data.getString("id")).isEqualTo(signal.id());
            assertThat(data.getString("bot")).isEqualTo("bot-01");
            assertThat(data.getLong("publishedMicros"))
                    .isEqualTo(signal.header().publishedMicros());
            assertThat(second.fields().get("id")).isEqualTo(paused.id());
        }
    }

    @Test
    void greetsWithRetryAndTheHeadersOfAStream() {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("")) {
            assertThat(reader.status).isEqualTo("HTTP/1.1 200 OK");
            assertThat(reader.headers)
                    .containsEntry("content-type", "text/event-stream")
                    .containsEntry("cache-control", "no-cache, no-transform")
                    .containsEntry("x-accel-buffering", "no")
                    .containsEntry("x-content-type-options", "nosniff")
                    .doesNotContainKey("content-encoding");
            assertThat(Integer.parseInt(reader.nextOrComment().fields().get("retry")))
                    .isBetween(1_000, 4_000);
        }
    }

    @Test
    void sendsHeartbeats() {
        StreamConfig often =
                new StreamConfig(Duration.ofMillis(20), 10, 10, LONG, MemoryConfig.DEFAULT);
        try (TestGateway gateway = TestGateway.start(often);
                SseReader reader = gateway.events("?types=BotFailed")) {
            reader.nextOrComment();

            assertThat(reader.nextOrComment().comments()).containsExactly("heartbeat");
            assertThat(reader.nextOrComment().comments()).containsExactly("heartbeat");
        }
    }

    @Test
    void sendsOnlyWhatTheFilterWants() {
        try (TestGateway gateway = TestGateway.start();
                SseReader types = gateway.events("?types=BotFailed,PriceUpdated");
                SseReader bots = gateway.events("?bots=bot-02");
                SseReader symbols = gateway.events("?symbols=ETHUSDT,XRPUSDT&types=")) {
            gateway.services.publish(
                    gateway.services.event(header -> paused(header, "bot-01")),
                    gateway.services.event(header -> paused(header, "bot-02")),
                    gateway.services.event(EventStreamTest::failed));

            assertThat(types.next().event()).isEqualTo("BotFailed");
            assertThat(new JsonObject(bots.next().data()).getString("bot")).isEqualTo("bot-02");
            gateway.services.publishPrice("BTCUSDT", 50_000);
            gateway.services.publishPrice("ETHUSDT", 3_000);
            assertThat(new JsonObject(symbols.next().data()).getString("symbol"))
                    .isEqualTo("ETHUSDT");
            assertThat(types.next().event()).isEqualTo("PriceUpdated");
        }
    }

    @Test
    void listsTheValidTypesWhenOneIsUnknown() {
        try (TestGateway gateway = TestGateway.start()) {
            HttpResponse<String> response = gateway.get("/api/v1/events?types=PriceUpdated,Prices");

            assertThat(response.statusCode()).isEqualTo(400);
            JsonArray errors = new JsonObject(response.body()).getJsonArray("errors");
            assertThat(errors.getJsonObject(0).getString("field")).isEqualTo("types");
            assertThat(errors.getJsonObject(0).getString("detail"))
                    .contains("BotFailed, BotStatusChanged, CandleClosed")
                    .endsWith("was Prices");
        }
    }

    @Test
    void doesNotAnswerHeadWithAStream() {
        try (TestGateway gateway = TestGateway.start()) {
            HttpResponse<String> response = gateway.send("HEAD", "/api/v1/events");

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("allow")).contains("GET");
        }
    }

    @Test
    void encodesAnEventOnceForManyClients() {
        try (TestGateway gateway = TestGateway.start()) {
            List<SseReader> readers =
                    IntStream.range(0, 200)
                            .mapToObj(i ->
                                    gateway.events(i % 2 == 0 ? "" : "?types=BotStatusChanged"))
                            .toList();
            gateway.services.publish(gateway.services.event(header -> paused(header, "bot-01")));

            assertThat(readers)
                    .allSatisfy(reader ->
                            assertThat(reader.next().event()).isEqualTo("BotStatusChanged"));
            // A reader may have it before the gateway has counted it.
            TestGateway.until("all are counted", () -> gateway.count("tickmesh.sse.sent") == 200);
            assertThat(gateway.count("tickmesh.sse.encoded")).isEqualTo(1);
            assertThat(clients(gateway)).isEqualTo(200);
            readers.forEach(SseReader::close);
            TestGateway.until("all are forgotten", () -> clients(gateway) == 0);
        }
    }

    @Test
    void doesNotEncodeWhatNobodyWants() {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("?types=BotFailed")) {
            gateway.services.publish(
                    gateway.services.event(header -> paused(header, "bot-01")),
                    gateway.services.event(EventStreamTest::failed));
            reader.next("BotFailed");

            assertThat(gateway.count("tickmesh.sse.encoded")).isEqualTo(1);
        }
    }

    @Test
    void measuresTheWayToTheSocketForEventsThatSomeoneReads() {
        try (TestGateway gateway = TestGateway.start()) {
            try (SseReader reader = gateway.events("?types=SignalGenerated")) {
                gateway.services.publish(
                        gateway.services.event(header -> paused(header, "bot-01")),
                        gateway.services.event(EventStreamTest::signal));
                reader.next("SignalGenerated");
                TestGateway.until(
                        "it is measured", () -> count(gateway, Stage.SIGNAL_TO_SSE_WRITE) == 1);
            }

            assertThat(count(gateway, Stage.EVENT_TO_SSE_WRITE)).isEqualTo(1);
        }
    }

    @Test
    void refusesMoreClientsThanConfigured() {
        StreamConfig two = new StreamConfig(LONG, 2, 10, LONG, MemoryConfig.DEFAULT);
        try (TestGateway gateway = TestGateway.start(two);
                SseReader first = gateway.events("")) {
            first.nextOrComment();
            try (SseReader second = gateway.events("")) {
                second.nextOrComment();
                HttpResponse<String> refused = gateway.get("/api/v1/events");

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("retry-after")).contains("5");
            }
            TestGateway.until("the place is free", () -> clients(gateway) == 1);
            try (SseReader third = gateway.events("")) {
                assertThat(third.status).contains("200");
            }
        }
    }

    @Test
    void boundsWhatASlowClientHoldsAndTellsItWhatItMissed() throws IOException {
        StreamConfig narrow = new StreamConfig(LONG, 10, 10, LONG, remembering(100));
        try (TestGateway gateway = TestGateway.start(narrow);
                SseReader quick = gateway.events("");
                Socket slow = deaf(gateway, "?types=BotFailed,PriceUpdated")) {
            // given a client that reads nothing while much more happens than its queue holds
            TestGateway.until("both are connected", () -> clients(gateway) == 2);
            for (int i = 0; gateway.count("tickmesh.sse.dropped") < 500; i++) {
                gateway.services.publish(gateway.services.event(EventStreamTest::failed));
                gateway.services.publishPrice("BTCUSDT", 50_000 + i);
                quick.next("BotFailed");
            }
            assertThat(gateway.count("tickmesh.sse.conflated")).isGreaterThan(100);

            gateway.services.publishPrice("BTCUSDT", 1);
            gateway.services.publishPrice("ETHUSDT", 1);
            TestGateway.until(
                    "both prices have come",
                    () -> quick.next("PriceUpdated").data().contains("ETHUSDT"));

            BotFailed last = gateway.services.event(EventStreamTest::failed);
            gateway.services.publish(last);
            TestGateway.until(
                    "the last has come", () -> quick.next("BotFailed").data().contains(last.id()));

            // when it reads again
            String all = readUntil(slow, "\"id\":\"" + last.id());

            // then it learns that it missed something, and sees the newest of everything
            String late = all.substring(all.indexOf("event: dropped\ndata: {\"count\":"));
            assertThat(occurrences(late, "event: BotFailed")).isEqualTo(100);
            assertThat(occurrences(late, "event: PriceUpdated")).isEqualTo(2);
            assertThat(late).contains("\"symbol\":\"BTCUSDT\",\"bid\":1.0,");
            assertThat(clients(gateway)).isEqualTo(2);
        }
    }

    @Test
    void cutsOffAClientThatStaysDeafAndDisturbsNobody() throws IOException {
        StreamConfig strict =
                new StreamConfig(LONG, 10, 10, Duration.ofMillis(300), remembering(100));
        try (TestGateway gateway = TestGateway.start(strict);
                SseReader quick = gateway.events("");
                Socket slow = deaf(gateway, "")) {
            TestGateway.until("both are connected", () -> clients(gateway) == 2);
            while (clients(gateway) == 2) {
                gateway.services.publish(gateway.services.event(EventStreamTest::failed));
                quick.next("BotFailed");
            }

            assertThat(gateway.count("tickmesh.sse.stalled")).isEqualTo(1);
            assertThat(clients(gateway)).isEqualTo(1);
            assertThat(isCut(slow)).isTrue();
            gateway.services.publish(gateway.services.event(EventStreamTest::signal));
            assertThat(quick.next("SignalGenerated").event()).isEqualTo("SignalGenerated");
        }
    }

    @Test
    void saysGoodByeWhenItStops() throws IOException {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("");
                Socket slow = deaf(gateway, "?types=BotFailed")) {
            TestGateway.until("both are connected", () -> clients(gateway) == 2);
            while (gateway.count("tickmesh.sse.dropped") == 0) {
                gateway.services.publish(gateway.services.event(EventStreamTest::failed));
                reader.next("BotFailed");
            }

            long start = System.nanoTime();
            gateway.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(new JsonObject(reader.next("bye").data()).getString("reason"))
                    .isEqualTo("shutdown");
            assertThat(reader.next().end()).isTrue();
            assertThat(isCut(slow)).isTrue();
        }
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /// A client with a small receive buffer that never reads.
    private static Socket deaf(TestGateway gateway, String query) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.gateway.port()));
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(
                        ("GET /api/v1/events"
                                        + query
                                        + " HTTP/1.1\r\nHost: localhost\r\n"
                                        + TestGateway.AUTHORIZATION
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8 * 1024];
        while (text.indexOf(end, Math.max(0, text.length() - bytes.length - end.length())) < 0) {
            int length = socket.getInputStream().read(bytes);
            if (length < 0) {
                throw new AssertionError("the stream ended before " + end);
            }
            text.append(new String(bytes, 0, length, StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    /// Reads what is left; a cut connection ends, by an end of file or a reset, without the last chunk.
    private static boolean isCut(Socket socket) {
        StringBuilder text = new StringBuilder();
        try {
            byte[] bytes = new byte[64 * 1024];
            for (int n = socket.getInputStream().read(bytes);
                    n >= 0;
                    n = socket.getInputStream().read(bytes)) {
                text.append(new String(bytes, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
        return !text.toString().endsWith("\r\n0\r\n\r\n");
    }

    private static MemoryConfig remembering(int events) {
        MemoryConfig usual = MemoryConfig.DEFAULT;
        return new MemoryConfig(
                events,
                usual.bytes(),
                usual.longestCommit(),
                usual.recallTimeout(),
                usual.recallEvents());
    }

    private static int clients(TestGateway gateway) {
        return (int) gateway.meters.get("tickmesh.sse.clients").gauge().value();
    }

    private static long count(TestGateway gateway, Stage stage) {
        return gateway.node.latency().snapshot().stream()
                .filter(latency -> latency.stage() == stage)
                .mapToLong(StageLatency::count)
                .sum();
    }

    private static SignalGenerated signal(Header header) {
        return new SignalGenerated(
                header,
                "bot-01",
                "main",
                "AAVEUSDT",
                Interval.M1,
                "ema-cross",
                SignalAction.ENTER,
                100.5,
                "EMA 12 crossed above EMA 26",
                Map.of("ema12", 100.25));
    }

    private static BotStatusChanged paused(Header header, String bot) {
        return new BotStatusChanged(header, bot, "AAVEUSDT", BotStatus.PAUSED, "by hand");
    }

    private static BotFailed failed(Header header) {
        return new BotFailed(header, "bot-03", "ALGOUSDT", "x".repeat(400), 1);
    }
}
