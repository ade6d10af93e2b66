package io.tickmesh.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every fault, switched on over HTTP and seen over real sockets.
class ControlTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ExchangeSimulator SIMULATOR =
            new ExchangeSimulator(
                    SimulatorConfig.defaults()
                            .withSymbols(List.of("BTCUSDT", "ETHUSDT"))
                            .withTradesPerSecond(100));

    private static final Pattern WHOLE =
            Pattern.compile(
                    "\\{\"stream\":\"btcusdt@trade\",\"data\":\\{\"e\":\"trade\",\"E\":\\d+,.*}}");

    private final List<SimulatedClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() {
        var _ = VERTX.deployVerticle(SIMULATOR).await();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @AfterEach
    void clear() throws Exception {
        clients.forEach(SimulatedClient::close);
        assertThat(call("DELETE", "/control/faults", "").statusCode()).isEqualTo(200);
    }

    private SimulatedClient connect(String path) throws Exception {
        SimulatedClient client = SimulatedClient.connect(VERTX, SIMULATOR, path);
        clients.add(client);
        return client;
    }

    private static HttpResponse<String> call(String method, String path, String body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(SIMULATOR.restUrl() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> rest(String endpoint, Duration patience) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(SIMULATOR.restUrl() + "/api/v3/" + endpoint))
                        .timeout(patience)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> rest(String endpoint) throws Exception {
        return rest(endpoint, Duration.ofSeconds(10));
    }

    /// Switches a fault on and returns its id.
    private static long fault(String json) throws Exception {
        HttpResponse<String> answer = call("POST", "/control/faults", json.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body()).getLong("id");
    }

    private static List<Long> ids(SimulatedClient client, int count) throws Exception {
        List<Long> ids = new ArrayList<>();
        while (ids.size() < count) {
            ids.add(new JsonObject(client.next()).getLong("t"));
        }
        return ids;
    }

    @Test
    void cutsAfterSoManyMessages() throws Exception {
        SimulatedClient client = connect("/ws/ethusdt@trade");
        fault("{'kind':'cut','afterMessages':5,'stream':'ethusdt@trade'}");

        assertThat(client.isClosed()).isTrue();
        assertThat(client.drain()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(connect("/ws/ethusdt@trade").next()).contains("trade");
    }

    @Test
    void cutsAgainAndAgain() throws Exception {
        fault("{'kind':'cut','everyMilliseconds':200}");

        assertThat(connect("/ws/btcusdt@trade").isClosed()).isTrue();
        assertThat(connect("/ws/btcusdt@trade").isClosed()).isTrue();
    }

    @Test
    void cutsAtOnce() throws Exception {
        SimulatedClient client = connect("/ws");
        fault("{'kind':'cut'}");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void silencesOneStreamOnly() throws Exception {
        SimulatedClient client =
                connect("/stream?streams=btcusdt@bookTicker/btcusdt@trade/ethusdt@bookTicker");
        long id = fault("{'kind':'silence','stream':'btcusdt@bookTicker'}");
        client.drain();
        String seen = "";
        for (int i = 0; i < 100; i++) {
            seen += client.next();
        }

        assertThat(seen)
                .contains("btcusdt@trade", "ethusdt@bookTicker")
                .doesNotContain("btcusdt@bookTicker");
        assertThat(call("DELETE", "/control/faults/" + id, "").statusCode()).isEqualTo(200);
        var _ = client.next(m -> "btcusdt@bookTicker".equals(m.getString("stream")));
    }

    /// Switches a fault on and reads trades up to the first whose id does not follow, and so many more; returns how far each is
    /// from the last regular one.
    private List<Long> irregular(String fault, int more) throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@trade");
        long last = ids(client, 1).getFirst();
        fault(fault);
        for (int i = 0; i < 2_000; i++) {
            long id = ids(client, 1).getFirst();
            if (id != last + 1) {
                long regular = last;
                List<Long> ids = new ArrayList<>(List.of(id));
                ids.addAll(ids(client, more));
                return ids.stream().map(each -> each - regular).toList();
            }
            last = id;
        }
        throw new AssertionError("2,000 trades were regular");
    }

    @Test
    void leavesMessagesOut() throws Exception {
        assertThat(irregular("{'kind':'gap','stream':'btcusdt@trade','messages':3}", 3))
                .containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void repeatsMessages() throws Exception {
        assertThat(irregular("{'kind':'duplicate','stream':'btcusdt@trade','messages':2}", 4))
                .containsExactly(0L, 1L, 1L, 2L, 3L);
    }

    @Test
    void sendsMessagesBehindLaterOnes() throws Exception {
        assertThat(
                        irregular(
                                "{'kind':'reorder','stream':'btcusdt@trade','messages':2,'behind':3}",
                                8))
                .containsExactly(2L, 3L, 4L, 1L, 6L, 7L, 8L, 5L, 9L);
    }

    @Test
    void holdsMessagesBack() throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@trade");
        fault("{'kind':'delay','stream':'btcusdt@trade','milliseconds':400}");
        ids(client, 30);
        long late = 0;
        for (int i = 0; i < 1_000 && late < 390; i++) {
            long eventMillis = new JsonObject(client.next()).getLong("E");
            late = System.currentTimeMillis() - eventMillis;
        }

        assertThat(late).isGreaterThanOrEqualTo(390);
    }

    private static String nextThat(SimulatedClient client, Predicate<String> wanted)
            throws Exception {
        for (int i = 0; i < 1_000; i++) {
            String message = client.next();
            if (wanted.test(message)) {
                return message;
            }
        }
        throw new AssertionError("no such message among 1,000");
    }

    @Test
    void breaksMessages() throws Exception {
        SimulatedClient client = connect("/stream?streams=btcusdt@trade");
        for (String form : List.of("truncated", "garbage", "binary", "wrong-types")) {
            fault("{'kind':'malformed','stream':'btcusdt@trade','form':'" + form + "'}");
            String broken = nextThat(client, message -> !WHOLE.matcher(message).matches());
            switch (form) {
                case "truncated" ->
                        assertThat(broken).startsWith("{\"stream\":").doesNotEndWith("}");
                case "garbage" -> assertThat(broken).doesNotContain("stream");
                case "binary" -> assertThat(broken).startsWith("binary {\"stream\":");
                default -> assertThat(broken).contains("\"E\":{}").contains("\"M\":\"true\"");
            }
        }
        // More than this client takes.
        fault("{'kind':'malformed','form':'huge'}");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void bans() throws Exception {
        long id = fault("{'kind':'ban','forMilliseconds':60000}");
        HttpResponse<String> banned = rest("ping");
        assertThat(banned.statusCode()).isEqualTo(418);
        assertThat(banned.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(55L, 60L);
        assertThat(new JsonObject(banned.body()).getInteger("code")).isEqualTo(-1003);
        call("DELETE", "/control/faults/" + id, "");

        fault("{'kind':'ban','status':429,'endpoint':'time','forMilliseconds':60000}");
        assertThat(rest("time").statusCode()).isEqualTo(429);
        assertThat(rest("ping").statusCode()).isEqualTo(200);
    }

    @Test
    void failsRequestsOfAnEndpoint() throws Exception {
        fault("{'kind':'rest-error','endpoint':'klines','status':502,'requests':2}");
        String klines = "klines?symbol=BTCUSDT&interval=1m&limit=1";

        assertThat(rest("time").statusCode()).isEqualTo(200);
        assertThat(rest(klines).statusCode()).isEqualTo(502);
        assertThat(rest(klines).statusCode()).isEqualTo(502);
        assertThat(rest(klines).statusCode()).isEqualTo(200);
    }

    @Test
    void answersLateByteByByteOrNever() throws Exception {
        fault("{'kind':'rest-delay','endpoint':'ping','milliseconds':300}");
        long begin = System.nanoTime();
        assertThat(rest("ping").body()).isEqualTo("{}");
        assertThat(System.nanoTime() - begin).isGreaterThan(290_000_000L);

        fault("{'kind':'rest-dribble','endpoint':'ping','bytesPerSecond':5}");
        begin = System.nanoTime();
        assertThat(rest("ping").body()).isEqualTo("{}");
        assertThat(System.nanoTime() - begin).isGreaterThan(390_000_000L);

        fault("{'kind':'rest-hang','endpoint':'ping'}");
        assertThatThrownBy(() -> rest("ping", Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(rest("ping").statusCode()).isEqualTo(200);
    }

    @Test
    void shiftsTheClock() throws Exception {
        fault("{'kind':'clock-skew','milliseconds':3600000}");

        long rest = new JsonObject(rest("time").body()).getLong("serverTime");
        long stream = new JsonObject(connect("/ws/btcusdt@trade").next()).getLong("E");

        long hour = System.currentTimeMillis() + 3_600_000;
        assertThat(rest).isBetween(hour - 5_000, hour);
        assertThat(stream).isBetween(hour - 5_000, hour + 1_000);
    }

    @Test
    void announcesAShutdown() throws Exception {
        SimulatedClient raw = connect("/ws");
        SimulatedClient combined = connect("/stream");
        fault("{'kind':'shutdown','cutAfterMilliseconds':200}");

        assertThat(raw.next()).startsWith("{\"e\":\"serverShutdown\",\"E\":");
        assertThat(combined.next()).startsWith("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":");
        assertThat(raw.isClosed()).isTrue();
        assertThat(combined.isClosed()).isTrue();
    }

    @Test
    void leavesConnectionsThatWereOpenedAfterTheAnnouncement() throws Exception {
        SimulatedClient told = connect("/ws");
        fault("{'kind':'shutdown','cutAfterMilliseconds':1000}");
        assertThat(told.next()).startsWith("{\"e\":\"serverShutdown\",\"E\":");
        SimulatedClient later = connect("/ws");

        assertThat(told.isClosed()).isTrue();
        assertThat(later.request("LIST_SUBSCRIPTIONS", 1).getInteger("id")).isEqualTo(1);
    }

    @Test
    void listsAndClearsFaults() throws Exception {
        long id = fault("{'kind':'gap','stream':'none','messages':3}");
        fault("{'kind':'rest-hang','endpoint':'none'}");

        JsonArray faults =
                new JsonObject(call("GET", "/control/faults", "").body()).getJsonArray("faults");

        assertThat(faults).hasSize(2);
        assertThat(faults.getJsonObject(0))
                .isEqualTo(
                        new JsonObject(
                                "{\"id\":%d,\"applied\":0,\"kind\":\"gap\",\"stream\":\"none\",\"messages\":3,\"closingCandles\":false,\"probability\":1.0,\"seed\":1}"
                                        .formatted(id)));
        assertThat(call("DELETE", "/control/faults/" + id, "").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", "/control/faults/" + id, "").statusCode()).isEqualTo(404);
        call("DELETE", "/control/faults", "");
        assertThat(new JsonObject(call("GET", "/control/faults", "").body()).getJsonArray("faults"))
                .isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        HttpResponse<String> unknown =
                call("POST", "/control/faults", "{\"kind\":\"gap\",\"messages\":-1}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("messages must be from 1 to 1000000000, was -1");
        assertThat(call("POST", "/control/faults", "[1").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/control/faults", "[]").statusCode()).isEqualTo(400);
        assertThat(call("POST", "/control/faults", " ".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(call("PUT", "/control/faults", "{}").statusCode()).isEqualTo(405);
        assertThat(call("GET", "/control/weather", "").statusCode()).isEqualTo(404);
        assertThat(call("DELETE", "/control/faults/x", "").statusCode()).isEqualTo(404);
    }

    @Test
    void countsWhatHappens() throws Exception {
        SimulatedClient client = connect("/ws/btcusdt@trade/btcusdt@bookTicker");
        fault("{'kind':'rest-error','endpoint':'ping','status':503}");
        rest("ping");
        rest("ping");
        var _ = client.next();

        JsonObject counters = new JsonObject(call("GET", "/control/counters", "").body());

        assertThat(counters.getInteger("connectionsOpen")).isPositive();
        assertThat(counters.getInteger("streams")).isGreaterThanOrEqualTo(2);
        assertThat(counters.getJsonObject("messagesByStream").fieldNames())
                .contains("trade", "bookTicker");
        assertThat(counters.getJsonObject("faultsApplied").getLong("rest-error")).isPositive();
        assertThat(pings(counters).map(p -> p.getInteger("status"))).contains(200, 503);
        assertThat(pings(counters).mapToLong(p -> p.getLong("weight")).sum())
                .isEqualTo(pings(counters).mapToLong(p -> p.getLong("requests")).sum());
    }

    private static Stream<JsonObject> pings(JsonObject counters) {
        return counters.getJsonArray("rest").stream()
                .map(JsonObject.class::cast)
                .filter(calls -> calls.getString("endpoint").equals("ping"));
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        ExchangeSimulator closed =
                new ExchangeSimulator(
                        SimulatorConfig.defaults()
                                .withSymbols(List.of("BTCUSDT"))
                                .withControl(false));
        var _ = VERTX.deployVerticle(closed).await();

        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(closed.restUrl() + "/control/faults"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        closed.failRest(500, 1).await();
        assertThat(SimulatedClient.get(closed, "/api/v3/ping").statusCode()).isEqualTo(500);
    }
}
