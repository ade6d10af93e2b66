package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.gateway.SseReader.Message;
import io.tickmesh.mesh.event.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void tellsHowThingsAreAsRestDoesAndThenWhatChanges() {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("?snapshot=true")) {
            Message first = reader.next();

            assertThat(first.event()).isEqualTo("snapshot");
            JsonObject snapshot = new JsonObject(first.data());
            assertThat(snapshot.fieldNames())
                    .containsExactly(
                            "bots",
                            "positions",
                            "orders",
                            "portfolio",
                            "risk",
                            "feeds",
                            "prices",
                            "missing");
            assertThat(snapshot.getJsonArray("missing")).isEmpty();
            assertThat(snapshot.getJsonArray("bots")).isEqualTo(items(gateway, "bots"));
            assertThat(snapshot.getJsonArray("positions")).isEqualTo(items(gateway, "positions"));
            assertThat(snapshot.getJsonArray("portfolio")).isEqualTo(items(gateway, "portfolio"));
            assertThat(snapshot.getJsonArray("feeds")).isEqualTo(items(gateway, "feeds"));
            assertThat(snapshot.getJsonObject("risk")).isEqualTo(gateway.json("/api/v1/risk"));
            List<Event> events = ResumeTest.publish(gateway, 2);
            assertThat(ResumeTest.ids(reader, 2)).isEqualTo(ResumeTest.idsOf(events));
        }
    }

    @Test
    void losesNothingBetweenTheSnapshotAndWhatFollows() {
        try (TestGateway gateway = TestGateway.start()) {
            gateway.services.hold();
            try (SseReader reader = gateway.events("?snapshot=true")) {
                reader.nextOrComment();
                TestGateway.until("it is asked", () -> !gateway.services.asked.isEmpty());
                List<Event> meanwhile = ResumeTest.publish(gateway, 3);
                ResumeTest.settle(gateway);
                gateway.services.release();

                assertThat(reader.next().event()).isEqualTo("snapshot");
                assertThat(ResumeTest.ids(reader, 3)).isEqualTo(ResumeTest.idsOf(meanwhile));
            }
        }
    }

    @Test
    void namesWhatIsMissing() {
        try (TestGateway gateway = TestGateway.startAlone();
                SseReader reader = gateway.events("?snapshot=true")) {
            JsonObject snapshot = new JsonObject(reader.next("snapshot").data());

            assertThat(snapshot.getJsonArray("missing"))
                    .containsExactly("bots", "feeds", "orders", "portfolio", "positions", "risk");
            assertThat(snapshot.fieldNames()).containsExactly("prices", "missing");
        }
    }

    @Test
    void tellsOnlyOfTheBotsAndSymbolsThatAreWanted() {
        try (TestGateway gateway = TestGateway.start();
                SseReader reader = gateway.events("?snapshot=true&bots=bot-02,bot-03")) {
            JsonArray bots = new JsonObject(reader.next("snapshot").data()).getJsonArray("bots");

            assertThat(bots.stream().map(bot -> ((JsonObject) bot).getString("id")))
                    .containsExactly("bot-02", "bot-03");
        }
    }

    @Test
    void asksOnceForManyWhoComeTogether() {
        try (TestGateway gateway = TestGateway.start()) {
            gateway.services.hold();
            List<SseReader> readers =
                    IntStream.range(0, 20).mapToObj(_ -> gateway.events("?snapshot=true")).toList();
            TestGateway.until(
                    "all are connected",
                    () -> gateway.meters.get("tickmesh.sse.clients").gauge().value() == 20);
            gateway.services.release();

            assertThat(readers)
                    .allSatisfy(reader -> assertThat(reader.next().event()).isEqualTo("snapshot"));
            assertThat(
                            gateway.services.asked.stream()
                                    .filter(it -> it.toString().contains("ListBots")))
                    .hasSize(1);
            readers.forEach(SseReader::close);
        }
    }

    @Test
    void doesNotTellWhoGoesOnWhereItWas() {
        try (TestGateway gateway = TestGateway.start()) {
            List<Event> events = ResumeTest.publish(gateway, 2);
            ResumeTest.settle(gateway);
            try (SseReader back =
                    gateway.events("?snapshot=true&lastEventId=" + events.getFirst().id())) {
                assertThat(back.next().fields().get("id")).isEqualTo(events.get(1).id());
            }
        }
    }

    @Test
    void followsAReset() {
        try (TestGateway gateway = TestGateway.start();
                SseReader back = gateway.events("?snapshot=true&lastEventId=nonsense")) {
            assertThat(back.next().event()).isEqualTo("reset");
            assertThat(back.next().event()).isEqualTo("snapshot");
        }
    }

    private static JsonArray items(TestGateway gateway, String what) {
        return gateway.json("/api/v1/" + what).getJsonArray("items");
    }
}
