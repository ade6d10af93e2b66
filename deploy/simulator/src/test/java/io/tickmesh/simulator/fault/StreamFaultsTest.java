package io.tickmesh.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFaultsTest {

    private final List<String> sent = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private long nanos;
    private final Faults faults =
            new Faults(
                    () -> nanos,
                    () -> events.add("cut"),
                    () -> {
                        events.add("shutdown");
                        return () -> events.add("cut those who were told");
                    });

    private void send(String stream, int from, int to) {
        for (int i = from; i <= to; i++) {
            String payload = "{\"n\":" + i + ",\"x\":" + (i % 2 == 0) + "}";
            faults.streams()
                    .pass(
                            new Message(
                                    stream,
                                    payload.getBytes(StandardCharsets.UTF_8),
                                    m -> sent.add(text(m))));
        }
    }

    private static String text(Message message) {
        String text = new String(message.damage().apply(message.payload()), StandardCharsets.UTF_8);
        String number = text.replaceAll("\\{\"n\":(\\d+).*", "$1");
        return message.damage() == Damage.NONE ? number : message.damage() + text;
    }

    private static Fault read(String json) {
        return FaultJson.read(new JsonObject(json.replace('\'', '"')));
    }

    private void after(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
        faults.tick();
    }

    @Test
    void leavesOutTheNextMessagesOfTheStreamThatIsMeantOnly() {
        faults.add(read("{'kind':'gap','stream':'btcusdt@*','messages':2}"));

        send("btcusdt@trade", 1, 1);
        send("ethusdt@trade", 2, 2);
        send("btcusdt@bookTicker", 3, 5);

        assertThat(sent).containsExactly("2", "4", "5");
        assertThat(faults.idle()).isTrue();
        assertThat(faults.applied()).containsEntry("gap", 2L);
    }

    @Test
    void leavesOutClosingCandlesOnly() {
        faults.add(read("{'kind':'gap','closingCandles':true,'messages':2}"));

        send("btcusdt@kline_1s", 1, 7);

        assertThat(sent).containsExactly("1", "3", "5", "6", "7");
    }

    @Test
    void repeatsMessages() {
        faults.add(read("{'kind':'duplicate','messages':2}"));

        send("a@trade", 1, 3);

        assertThat(sent).containsExactly("1", "1", "2", "2", "3");
    }

    @Test
    void sendsMessagesBehindLaterOnes() {
        faults.add(read("{'kind':'reorder','messages':2,'behind':2}"));

        send("a@trade", 1, 1);
        send("b@trade", 11, 11);
        send("a@trade", 2, 4);
        send("b@trade", 12, 14);

        assertThat(sent).containsExactly("2", "3", "1", "4", "12", "13", "11", "14");
        assertThat(faults.idle()).isTrue();
    }

    @Test
    void holdsMessagesBackAndKeepsTheirOrder() {
        faults.add(read("{'kind':'delay','milliseconds':100,'forMilliseconds':150}"));

        send("a@trade", 1, 1);
        after(60);
        send("a@trade", 2, 2);
        after(60);
        assertThat(sent).containsExactly("1");
        after(40);
        send("a@trade", 3, 3);
        assertThat(sent).containsExactly("1", "2", "3");
        assertThat(faults.idle()).isTrue();
    }

    @Test
    void letsTheOldestGoWhenItHoldsTooMany() {
        faults.add(read("{'kind':'delay','milliseconds':60000}"));

        send("a@trade", 1, Delaying.MOST_HELD + 2);

        assertThat(sent).containsExactly("1", "2");
        faults.clear();
        assertThat(sent).hasSize(Delaying.MOST_HELD + 2).isSortedAccordingTo(byNumber());
    }

    private static Comparator<String> byNumber() {
        return Comparator.comparingInt(Integer::parseInt);
    }

    @Test
    void isSilentForAWhile() {
        faults.add(read("{'kind':'silence','stream':'a@trade','forMilliseconds':50}"));
        assertThat(faults.streams().mute()).isFalse();

        send("a@trade", 1, 1);
        send("b@trade", 2, 2);
        after(50);
        send("a@trade", 3, 3);

        assertThat(sent).containsExactly("2", "3");
        faults.add(read("{'kind':'silence'}"));
        assertThat(faults.streams().mute()).isTrue();
    }

    @Test
    void breaksMessages() {
        faults.add(read("{'kind':'malformed','form':'truncated'}"));
        faults.add(read("{'kind':'malformed','form':'wrong-types'}"));
        faults.add(read("{'kind':'malformed','form':'huge'}"));
        faults.add(read("{'kind':'malformed','form':'binary'}"));
        faults.add(read("{'kind':'malformed','form':'garbage'}"));

        // All strike at the first message, the last one wins; so one at a time.
        faults.clear(5);
        faults.clear(4);
        faults.clear(3);
        faults.clear(2);
        send("a@trade", 1, 1);
        faults.add(read("{'kind':'malformed','form':'wrong-types'}"));
        send("a@trade", 2, 2);
        faults.add(read("{'kind':'malformed','form':'binary'}"));
        send("a@trade", 3, 3);
        faults.add(read("{'kind':'malformed','form':'huge'}"));
        send("a@trade", 4, 4);
        faults.add(read("{'kind':'malformed','form':'garbage'}"));
        send("a@trade", 5, 5);

        assertThat(sent.get(0)).isEqualTo("TRUNCATED{\"n\":1,\"");
        assertThat(sent.get(1)).isEqualTo("WRONG_TYPES{\"n\":{},\"x\":\"true\"}");
        assertThat(sent.get(2)).isEqualTo("BINARY{\"n\":3,\"x\":false}");
        assertThat(sent.get(3)).hasSizeGreaterThan(1 << 20).endsWith("x\"}");
        assertThat(sent.get(4)).startsWith("GARBAGE").doesNotContain("\"n\"");
    }

    @Test
    void strikesAtTheSameMessagesForTheSameSeed() {
        List<List<String>> runs = new ArrayList<>();
        for (int seed : new int[] {7, 7, 8}) {
            sent.clear();
            faults.add(
                    read(
                            "{'kind':'gap','messages':1000,'probability':0.3,'seed':%d}"
                                    .formatted(seed)));
            send("a@trade", 1, 200);
            faults.clear();
            runs.add(List.copyOf(sent));
        }

        assertThat(runs.get(1)).isEqualTo(runs.get(0)).hasSizeBetween(110, 170);
        assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
    }

    @Test
    void leadsMessagesThroughAllFaults() {
        faults.add(read("{'kind':'duplicate','messages':2}"));
        faults.add(read("{'kind':'reorder','messages':1}"));

        send("a@trade", 1, 3);

        assertThat(sent).containsExactly("1", "1", "2", "2", "3");
        sent.clear();
        faults.add(read("{'kind':'delay','milliseconds':10}"));
        faults.add(read("{'kind':'gap','messages':1}"));
        send("a@trade", 4, 5);
        after(10);
        assertThat(sent).containsExactly("5");
    }

    @Test
    void cutsAfterSoManyMessagesAndEverySoOften() {
        faults.add(read("{'kind':'cut','afterMessages':2,'stream':'*@trade'}"));
        send("a@bookTicker", 1, 3);
        send("a@trade", 4, 4);
        assertThat(events).isEmpty();
        send("a@trade", 5, 5);
        assertThat(events).containsExactly("cut");

        faults.add(read("{'kind':'cut','everyMilliseconds':100}"));
        after(99);
        assertThat(events).hasSize(1);
        after(1);
        after(100);
        assertThat(events).containsExactly("cut", "cut", "cut");

        faults.clear();
        faults.add(read("{'kind':'cut'}"));
        assertThat(events).hasSize(4);
        assertThat(faults.idle()).isTrue();
    }

    @Test
    void announcesAShutdownAndCutsLater() {
        faults.add(read("{'kind':'shutdown','cutAfterMilliseconds':30}"));

        assertThat(events).containsExactly("shutdown");
        after(30);
        assertThat(events).containsExactly("shutdown", "cut those who were told");
        assertThat(faults.idle()).isTrue();
    }

    @Test
    void shiftsTheClockUntilItIsCleared() {
        long id = faults.add(read("{'kind':'clock-skew','milliseconds':-1500}"));
        assertThat(faults.skewMillis()).isEqualTo(-1500);

        assertThat(faults.clear(id)).isTrue();
        assertThat(faults.clear(id)).isFalse();

        assertThat(faults.skewMillis()).isZero();
    }

    @Test
    void refusesConnectionsForAWhile() {
        faults.add(read("{'kind':'refuse','forMilliseconds':20}"));
        assertThat(faults.refuseConnection()).isTrue();

        after(20);

        assertThat(faults.refuseConnection()).isFalse();
        assertThat(faults.idle()).isTrue();
    }

    @Test
    void decidesAboutRequests() {
        faults.add(read("{'kind':'rest-error','endpoint':'klines','status':502,'requests':1}"));
        faults.add(read("{'kind':'rest-delay','milliseconds':30,'requests':2}"));
        faults.add(read("{'kind':'rest-dribble','endpoint':'time','bytesPerSecond':5}"));
        faults.add(read("{'kind':'rest-hang','endpoint':'ticker/*'}"));

        RestVerdict klines = faults.rest().decide("klines");
        RestVerdict time = faults.rest().decide("time");
        RestVerdict ticker = faults.rest().decide("ticker/price");

        assertThat(klines).isEqualTo(new RestVerdict(502, 0, Duration.ofMillis(30), 0, false));
        assertThat(time).isEqualTo(new RestVerdict(0, 0, Duration.ofMillis(30), 5, false));
        assertThat(ticker.never()).isTrue();
        assertThat(faults.rest().decide("klines")).isEqualTo(RestVerdict.FINE);
    }

    @Test
    void bansForAWhileAndSaysHowLong() {
        faults.add(read("{'kind':'ban','forMilliseconds':1500}"));

        assertThat(faults.rest().decide("ping").retryAfterSeconds()).isEqualTo(2);
        after(600);
        assertThat(faults.rest().decide("time").status()).isEqualTo(418);
        after(900);
        assertThat(faults.rest().decide("ping")).isEqualTo(RestVerdict.FINE);
        assertThat(faults.applied()).containsEntry("ban", 2L);
    }

    @Test
    void holdsNoMoreFaultsThanAllowed() {
        for (int i = 0; i < Faults.MOST_ACTIVE; i++) {
            faults.add(read("{'kind':'silence'}"));
        }
        assertThatThrownBy(() -> faults.add(read("{'kind':'silence'}")))
                .hasMessage("there are already 100 faults");
    }
}
