package io.tickmesh.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.benchmarks.FloodExchange.Candles;
import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.time.WallClock;
import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.Instruments;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.WebSocketClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadProgramsTest {
    private static final List<String> SYMBOLS =
            Instruments.all().stream().map(Instrument::symbol).toList();

    private final Vertx vertx = Vertx.vertx();

    /// Held because Vert.x closes a client, and its connections, that nobody refers to any more.
    private final WebSocketClient client = vertx.createWebSocketClient();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void floodsMessagesThatTheRealParserReads() throws Exception {
        FrameParser parser = new FrameParser(SYMBOLS, List.of(Interval.S1));
        Set<MessageKind> kinds = ConcurrentHashMap.newKeySet();
        CountDownLatch many = new CountDownLatch(10_000);
        try (FloodExchange exchange = new FloodExchange(FloodExchange.FLOOD, Candles.SPREAD)) {
            // when
            var socket = await(client.connect(port(exchange), "127.0.0.1", "/stream"));
            socket.textMessageHandler(text -> {
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                kinds.add(parser.parse(bytes, bytes.length));
                many.countDown();
            });
            await(socket.writeTextMessage("{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":1}"));

            // then
            assertThat(many.await(8, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.of(
                                MessageKind.DONE,
                                MessageKind.BOOK,
                                MessageKind.TRADE,
                                MessageKind.CLOSED_CANDLE));
    }

    @Test
    void closesCandlesUpAndDownInTurn() {
        FloodMarket market = new FloodMarket(Instruments.all(), 1_000_000_000_000_000L);
        byte[] chunk = new byte[10_000];

        assertThat(change(market, chunk, 10_000)).isPositive();
        assertThat(change(market, chunk, 11_000)).isNegative();
    }

    @Test
    void measuresTheTimeFromPublicationToReceptionOfTheWantedEvents() throws Exception {
        // given
        HttpServer server =
                await(
                        vertx.createHttpServer()
                                .requestHandler(request -> {
                                    var response = request.response().setChunked(true);
                                    var _ = response.write(": welcome\n\n");
                                    vertx.setPeriodic(
                                            10,
                                            _ -> {
                                                var _ = response.write(event("Wanted", 5));
                                                var _ = response.write(event("Other", 9));
                                            });
                                })
                                .listen(0, "127.0.0.1"));

        // when
        SseLoad.Result result =
                SseLoad.run(
                        SseLoad.Target.tickmesh(server.actualPort(), "/events", "Wanted"),
                        3,
                        Duration.ofMillis(200),
                        Duration.ofMillis(500));

        // then
        assertThat(result.closed()).isZero();
        assertThat(result.events()).isBetween(30L, 200L);
        assertThat(result.micros().getMinValue()).isGreaterThanOrEqualTo(4_990);
        assertThat(result.millis(50)).isLessThan(9);
    }

    @Test
    void theBareServerSendsAllItsEventsInTime(@TempDir Path work) throws Exception {
        try (ChildProcess bare = BareFanOut.start(work, 100)) {
            bare.awaitPort();

            // when
            SseLoad.Result result =
                    SseLoad.run(
                            SseLoad.Target.tickmesh(bare.port(), "/", "PriceUpdated"),
                            3,
                            Duration.ofMillis(200),
                            Duration.ofSeconds(1));

            // then
            assertThat(result.closed()).isZero();
            assertThat(result.events()).isBetween(270L, 330L);
            assertThat(result.micros().getMinValue()).isBetween(1L, 20_000L);
        }
    }

    private static String event(String name, int ageMillis) {
        return "id: 1\nevent: %s\ndata: {\"publishedMicros\":%d}\n\n"
                .formatted(name, WallClock.micros() - ageMillis * 1_000L);
    }

    private static double change(FloodMarket market, byte[] chunk, long openMillis) {
        int length = market.candle(chunk, 0, 7, openMillis, openMillis + 1_000);
        byte[] payload = Arrays.copyOfRange(chunk, 4, length);
        FrameParser parser = new FrameParser(SYMBOLS, List.of(Interval.S1));
        assertThat(parser.parse(payload, payload.length)).isEqualTo(MessageKind.CLOSED_CANDLE);
        assertThat(parser.candle().openMillis()).isEqualTo(openMillis);
        return parser.candle().close() - parser.candle().open();
    }

    private static int port(FloodExchange exchange) {
        var matcher = Pattern.compile(":(\\d+)$").matcher(exchange.options().getLast());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(8, TimeUnit.SECONDS);
    }
}
