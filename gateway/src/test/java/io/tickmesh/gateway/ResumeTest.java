package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.SseReader.Message;
import io.tickmesh.gateway.stream.MemoryConfig;
import io.tickmesh.gateway.stream.StreamConfig;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumeTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void goesOnWhereTheClientWas() {
        try (TestGateway gateway = TestGateway.start()) {
            List<Event> events = publish(gateway, 5);
            settle(gateway);

            try (SseReader back = gateway.events("?lastEventId=" + events.get(1).id())) {
                assertThat(ids(back, 3)).isEqualTo(idsOf(events.subList(2, 5)));
                List<Event> more = publish(gateway, 2);
                assertThat(ids(back, 2)).isEqualTo(idsOf(more));
            }
        }
    }

    @Test
    void sendsOnlyWhatTheFilterWantsOfWhatWasMissed() {
        try (TestGateway gateway = TestGateway.start()) {
            Event first = publish(gateway, 1).getFirst();
            publish(gateway, 3);
            Event wanted = gateway.services.event(ResumeTest::halted);
            gateway.services.publish(wanted);
            settle(gateway);

            try (SseReader back = gateway.events("?severity=critical&lastEventId=" + first.id())) {
                assertThat(back.next().fields().get("id")).isEqualTo(wanted.id());
            }
        }
    }

    @Test
    void tellsWhoHearsNothingWhereItIs() {
        StreamConfig often =
                new StreamConfig(Duration.ofMillis(20), 10, 10, LONG, MemoryConfig.DEFAULT);
        try (TestGateway gateway = TestGateway.start(often);
                SseReader quiet = gateway.events("?types=TradingStateChanged")) {
            List<Event> unwanted = publish(gateway, 3);
            String place = quiet.nextOrComment().fields().get("id");
            while (!unwanted.getLast().id().equals(place)) {
                place = quiet.nextOrComment().fields().get("id");
            }

            Event wanted = gateway.services.event(ResumeTest::halted);
            gateway.services.publish(wanted);
            assertThat(quiet.next().fields().get("id")).isEqualTo(wanted.id());
            try (SseReader back = gateway.events("?lastEventId=" + place)) {
                assertThat(back.next().fields().get("id")).isEqualTo(wanted.id());
            }
        }
    }

    @Test
    void sendsTheNewestPricesInsteadOfThoseThatWereMissed() {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("?types=PriceUpdated&symbols=BTCUSDT")) {
            Event last = publish(gateway, 1).getFirst();
            for (int i = 1; i <= 3; i++) {
                gateway.services.publishPrice("BTCUSDT", i);
                gateway.services.publishPrice("ETHUSDT", i);
            }
            Message price = reader.next("PriceUpdated");
            while (!price.data().contains("\"bid\":3.0")) {
                price = reader.next("PriceUpdated");
            }
            assertThat(price.fields()).doesNotContainKey("id");

            try (SseReader back = gateway.events("?symbols=BTCUSDT&lastEventId=" + last.id())) {
                JsonObject data = new JsonObject(back.next().data());
                assertThat(data.getDouble("bid")).isEqualTo(3);
                gateway.services.publishPrice("BTCUSDT", 4);
                assertThat(new JsonObject(back.next().data()).getDouble("bid")).isEqualTo(4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, malformed-id",
        "h2s0v3k7q1c, malformed-id",
        "zzzzzzzzzzz-alpha-0000001, future-id"
    })
    void beginsAnewAfterAnIdThatCannotBe(String id, String reason) {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("?lastEventId=" + id)) {
            Message reset = reader.next();

            assertThat(reset.event()).isEqualTo("reset");
            assertThat(new JsonObject(reset.data()).getString("reason")).isEqualTo(reason);
            List<Event> events = publish(gateway, 1);
            assertThat(ids(reader, 1)).isEqualTo(idsOf(events));
        }
    }

    @Test
    void asksTheOwnersForWhatWasBeforeItStarted() {
        FakeOwners owners = new FakeOwners();
        owners.page = 3;
        try (TestGateway gateway = TestGateway.start()) {
            owners.serve(gateway.services);
            List<Event> events = publish(gateway, owners, 10);
            gateway.restart();

            try (SseReader back = gateway.events("?lastEventId=" + events.get(2).id())) {
                assertThat(ids(back, 7)).isEqualTo(idsOf(events.subList(3, 10)));
                List<Event> more = publish(gateway, owners, 2);
                assertThat(ids(back, 2)).isEqualTo(idsOf(more));
            }
        }
    }

    @Test
    void asksTheOwnersOnceForManyWhoComeBack() {
        FakeOwners owners = new FakeOwners();
        try (TestGateway gateway = TestGateway.start()) {
            owners.serve(gateway.services);
            List<Event> events = publish(gateway, owners, 10);
            gateway.restart();

            List<SseReader> readers =
                    IntStream.range(0, 40)
                            .mapToObj(i -> gateway.events("?lastEventId=" + events.get(i % 5).id()))
                            .toList();
            for (int i = 0; i < readers.size(); i++) {
                assertThat(ids(readers.get(i), 9 - i % 5))
                        .isEqualTo(idsOf(events.subList(i % 5 + 1, 10)));
            }
            // An answer is shared for ten seconds of ids, and their end may lie between.
            assertThat(owners.asked.get()).isBetween(3, 12);
            readers.forEach(SseReader::close);
        }
    }

    @Test
    void sendsWhatWasPublishedInTheMomentOfTheLastEventTwiceRatherThanNever() {
        FakeOwners owners = new FakeOwners();
        try (TestGateway gateway = TestGateway.start()) {
            owners.serve(gateway.services);
            // Stored before the client's last event, and published after it.
            Event late = gateway.services.event(ResumeTest::halted);
            owners.log.add(late);
            Event last = publish(gateway, owners, 1).getFirst();
            gateway.restart();

            try (SseReader back = gateway.events("?lastEventId=" + last.id())) {
                assertThat(back.next().fields().get("id")).isEqualTo(late.id());
            }
        }
    }

    @Test
    void beginsAnewWhenAnOwnerHasForgotten() {
        FakeOwners owners = new FakeOwners();
        owners.complete = false;
        try (TestGateway gateway = TestGateway.start()) {
            owners.serve(gateway.services);
            List<Event> events = publish(gateway, owners, 2);
            gateway.restart();

            assertThat(reasonOfReset(gateway, events.getFirst())).isEqualTo("forgotten");
        }
    }

    @Test
    void beginsAnewWhenThereIsTooMuch() {
        FakeOwners owners = new FakeOwners();
        try (TestGateway gateway = TestGateway.start(recalling(20, Duration.ofSeconds(5)))) {
            owners.serve(gateway.services);
            List<Event> events = publish(gateway, owners, 30);
            gateway.restart();

            assertThat(reasonOfReset(gateway, events.getFirst())).isEqualTo("too-much");
        }
    }

    @Test
    void beginsAnewWhenAnOwnerDoesNotAnswerInTime() {
        try (TestGateway gateway = TestGateway.start(recalling(20, Duration.ofMillis(300)))) {
            List<Event> events = publish(gateway, 2);
            gateway.restart();

            assertThat(reasonOfReset(gateway, events.getFirst())).isEqualTo("unavailable");
        }
    }

    @Test
    void waitsForOwnersThatStartAfterIt() {
        FakeOwners owners = new FakeOwners();
        try (TestGateway gateway = TestGateway.start()) {
            List<Event> events = publish(gateway, owners, 4);
            gateway.restart();

            try (SseReader back = gateway.events("?lastEventId=" + events.get(1).id())) {
                List<Event> meanwhile = publish(gateway, owners, 2);
                owners.serve(gateway.services);

                assertThat(ids(back, 4))
                        .isEqualTo(
                                Stream.concat(events.subList(2, 4).stream(), meanwhile.stream())
                                        .map(Event::id)
                                        .toList());
            }
        }
    }

    private static String reasonOfReset(TestGateway gateway, Event last) {
        try (SseReader back = gateway.events("?lastEventId=" + last.id())) {
            Message reset = back.next();
            assertThat(reset.event()).isEqualTo("reset");
            List<Event> events = publish(gateway, 1);
            assertThat(ids(back, 1)).isEqualTo(idsOf(events));
            return new JsonObject(reset.data()).getString("reason");
        }
    }

    private static StreamConfig recalling(int most, Duration timeout) {
        return new StreamConfig(
                LONG,
                10,
                10,
                LONG,
                new MemoryConfig(1_000, 1 << 20, Duration.ofSeconds(15), timeout, most));
    }

    static List<Event> publish(TestGateway gateway, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Event event = gateway.services.event(ResumeTest::failed);
            events.add(event);
            gateway.services.publish(event);
        }
        return events;
    }

    private static List<Event> publish(TestGateway gateway, FakeOwners owners, int count) {
        List<Event> events = publish(gateway, count);
        owners.log.addAll(events);
        settle(gateway);
        return events;
    }

    /// Returns when the gateway has all that was published.
    static void settle(TestGateway gateway) {
        try (SseReader reader = gateway.events("?types=BotStatusChanged")) {
            reader.nextOrComment();
            BotStatusChanged marker = gateway.services.event(ResumeTest::stopped);
            gateway.services.publish(marker);
            reader.next("BotStatusChanged");
        }
    }

    static List<String> ids(SseReader reader, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> nextIgnoringMarkers(reader).fields().get("id"))
                .toList();
    }

    private static Message nextIgnoringMarkers(SseReader reader) {
        Message message = reader.next();
        while (message.event().equals("BotStatusChanged")) {
            message = reader.next();
        }
        return message;
    }

    static List<String> idsOf(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    static BotFailed failed(Header header) {
        return new BotFailed(header, "bot-03", "ALGOUSDT", "no price", 1);
    }

    private static BotStatusChanged stopped(Header header) {
        return new BotStatusChanged(header, "bot-09", "AAVEUSDT", BotStatus.STOPPED, "by hand");
    }

    static TradingStateChanged halted(Header header) {
        return new TradingStateChanged(
                header, "main", TradingState.ACTIVE, TradingState.HALTED, "by hand");
    }
}
