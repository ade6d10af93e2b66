package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.request.ListSignals;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.SignalView;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whoever missed an event can ask for it again.
class EventLogTest {
    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void allThatWasPublishedIsRecalledOnceInItsOrder() {
        try (World world = world()) {
            play(world, 12);
            // the time of a replay is that of its data, so all that it told is asked for
            RecalledEvents recalled = world.recall(Instant.EPOCH);

            List<String> published = world.seen(Event.class).stream().map(Event::id).toList();
            assertThat(recalled.items())
                    .extracting(Event::id)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(published);
            assertThat(recalled.items())
                    .hasAtLeastOneElementOfType(SignalGenerated.class)
                    .hasAtLeastOneElementOfType(EquitySnapshotTaken.class)
                    .hasAtLeastOneElementOfType(BotStatusChanged.class);
            assertThat(ids(recalled, PositionOpened.class))
                    .isEqualTo(world.seen(PositionOpened.class).stream().map(Event::id).toList())
                    .hasSize(6);
        }
    }

    @Test
    void anEventIsRecalledAsItWasPublishedButForTheMomentOfThat() {
        try (World world = world()) {
            play(world, 1);
            OrderFilled seen = world.seen(OrderFilled.class).getFirst();
            OrderFilled recalled = first(world.recall(Instant.EPOCH), OrderFilled.class);

            assertThat(recalled)
                    .usingRecursiveComparison()
                    .ignoringFields("header.publishedMicros")
                    .isEqualTo(seen);
            // it was written before it was published
            assertThat(recalled.header().publishedMicros())
                    .isLessThan(seen.header().publishedMicros());
            assertThat(first(world.recall(Instant.EPOCH), SignalGenerated.class))
                    .usingRecursiveComparison()
                    .ignoringFields("header.publishedMicros")
                    .isEqualTo(world.seen(SignalGenerated.class).getFirst());
        }
    }

    @Test
    void whatIsRecalledSurvivesARestartAndNothingOlderIsSent() {
        Instant between;
        Set<String> before;
        try (World world = world()) {
            play(world, 3);
            before = new HashSet<>(ids(world.recall(Instant.EPOCH), OrderPlaced.class));
            between = Instant.now();
        }
        assertThat(before).hasSize(3);
        try (World world = world()) {
            assertThat(ids(world.recall(Instant.EPOCH), OrderPlaced.class)).containsAll(before);
            second(world, 10, 50_000, 49_000);
            assertThat(ids(world.recall(between), OrderPlaced.class))
                    .hasSize(1)
                    .doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void saysWhenItHasForgotten() {
        try (World world = World.live(database).with(engine(Duration.ZERO, bot("a", "BTCUSDT")))) {
            assertThat(world.recall(Instant.now()).complete()).isTrue();
            assertThat(world.recall(Instant.now().minusSeconds(3_600)).complete()).isFalse();
            world.sql("UPDATE upkeep SET done_until = now() - interval '2 hours'");
            assertThat(world.recall(Instant.now().minusSeconds(3_600)).complete()).isTrue();
            // snapshots of three days ago have been thinned out
            world.sql("UPDATE upkeep SET done_until = now() - interval '9 days'");
            assertThat(world.recall(Instant.now().minus(Duration.ofDays(3))).complete()).isFalse();
            assertThatThrownBy(() -> world.ask(new RecallTradingEvents(Instant.now(), "x", 10)))
                    .isInstanceOf(RequestFailedException.class)
                    .hasMessage("cursor must be one from a page, was x");
        }
    }

    @Test
    void signalsAreListedWithWhatBecameOfThem() {
        try (World world = world()) {
            play(world, 1);
            world.risk = World::refuse;
            second(world, 2, 50_000, 49_900);

            List<SignalView> signals = signals(world, null);
            assertThat(signals)
                    .extracting(SignalView::reason, SignalView::orderStatus, SignalView::outcome)
                    .containsExactly(
                            tuple("falling", "REFUSED", "TRADING_HALTED: state=HALTED"),
                            tuple("rising", "FILLED", null));
            assertThat(signals.getFirst().indicators()).containsEntry("change", -100.0);
            var page = world.ask(new ListSignals("a", "BTCUSDT", null, 1));
            assertThat(page.items()).containsExactly(signals.getFirst());
            assertThat(signals(world, page.next())).containsExactly(signals.getLast());
            assertThat(world.ask(new ListSignals("b", null, null, 10)).items()).isEmpty();
        }
    }

    private static List<SignalView> signals(World world, @Nullable String cursor) {
        return world.ask(new ListSignals("a", null, cursor, 10)).items();
    }

    private World world() {
        World world = World.replayed(database).with(engine(Duration.ZERO, bot("a", "BTCUSDT")));
        world.step(START);
        return world;
    }

    /// Lets the bot enter and leave by turns.
    private static void play(World world, int seconds) {
        for (int second = 1; second <= seconds; second++) {
            boolean up = second % 2 == 1;
            second(world, second, up ? 49_900 : 50_000, up ? 50_000 : 49_900);
        }
    }

    private static void second(World world, int second, double open, double close) {
        world.second(second, "BTCUSDT", open, close);
    }

    private static <E extends Event> E first(RecalledEvents events, Class<E> type) {
        return events.items().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(RecalledEvents events, Class<? extends Event> type) {
        return events.items().stream().filter(type::isInstance).map(Event::id).toList();
    }
}
