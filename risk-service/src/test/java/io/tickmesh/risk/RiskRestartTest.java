package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.closed;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.BreakerView;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.ListRiskDecisions;
import io.tickmesh.mesh.request.ListRiskEvents;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskDecisions;
import io.tickmesh.mesh.request.RiskEventView;
import io.tickmesh.mesh.request.RiskEvents;
import io.tickmesh.mesh.storage.CutLink;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Risk on a database that outlives it, each life in a Vert.x of its own.
class RiskRestartTest {
    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void decidesAfterARestartLikeOneThatNeverStopped() throws Exception {
        RiskAnswer approved;
        Instant asked;
        try (Life life = new Life(database, List.of())) {
            life.losses("bot-1", 3);
            life.losses("bot-2", 2);
            life.equity("1000");
            life.equity("950");
            life.awaitEvent(CircuitBreakerFired.class);
            asked = Life.now();
            approved = life.check(entry("first").of("bot-3", "BTCUSDT"), asked);
            assertThat(approved.approved()).isTrue();
            for (int i = 0; i < 3; i++) {
                assertThat(
                                life.check(
                                                entry("more-" + i)
                                                        .of("bot-3", "BTCUSDT")
                                                        .quantity("0.1"))
                                        .approved())
                        .isTrue();
            }
        }

        List<Event> ended =
                List.of(
                        entry("first").of("bot-3", "BTCUSDT").filled(),
                        entry("more-0").of("bot-3", "BTCUSDT").cancelled(),
                        entry("more-1").of("bot-3", "BTCUSDT").rejected());
        try (Life life =
                new Life(database, List.of(position("bot-3", "BTCUSDT", "3", "200")), ended)) {
            assertThat(life.check(entry("a")).refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
            assertThat(life.ask(new GetRisk()).accounts().getFirst().exposure())
                    .as(
                            "of the position that was open, and of the one order that may be on its way")
                    .isEqualByComparingTo("610");
            assertThat(life.check(entry("first").of("bot-3", "BTCUSDT"), asked))
                    .as("the same question")
                    .isEqualTo(approved);
            assertThat(life.check(entry("b").of("bot-3", "BTCUSDT").quantity("0.1")).refusal())
                    .as("the fifth of a bot in a minute")
                    .isEqualTo(RiskReason.ORDER_RATE);

            life.losses("bot-2", 1);
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("losses:bot-2");
            life.equity("900");
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .as("10 % below the peak before the restart")
                    .isEqualTo("drawdown:main");
        }

        try (Life life = new Life(database, List.of())) {
            assertThat(life.ask(new GetRisk()).accounts().getFirst().state())
                    .isEqualTo(TradingState.REDUCING);
            assertThat(life.check(entry("c").of("bot-4", "BTCUSDT")).refusal())
                    .isEqualTo(RiskReason.TRADING_REDUCING);
        }
    }

    @Test
    void tellsWhatItDidPageByPage() throws Exception {
        try (Life life = new Life(database, List.of())) {
            life.losses("bot-1", 3);
            life.awaitEvent(CircuitBreakerFired.class);
            assertThat(life.check(entry("a").of("bot-2", "BTCUSDT")).approved()).isTrue();
            assertThat(life.check(entry("b")).approved()).isFalse();
        }
        try (Life life = new Life(database, List.of())) {
            RiskEvents events = life.ask(new ListRiskEvents("bot-1", null, 10));
            assertThat(events.items())
                    .extracting(RiskEventView::type)
                    .containsExactly("CircuitBreakerFired");
            assertThat(events.next()).isNull();

            RiskDecisions newest = life.ask(new ListRiskDecisions("main", null, null, 1));
            assertThat(newest.items().getFirst().refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
            RiskDecisions older = life.ask(new ListRiskDecisions("main", null, newest.next(), 1));
            assertThat(older.items().getFirst().orderId()).isEqualTo("a");
            assertThat(older.items().getFirst().refusal()).isNull();
            assertThat(older.next()).isNull();
        }
    }

    @Test
    void whileTheDatabaseIsAwayItDecidesAndTellsAndWritesLater() throws Exception {
        try (CutLink link = new CutLink(database)) {
            try (Life life = new Life(link.config(), List.of())) {
                link.cut();
                life.losses("bot-1", 3);
                life.awaitEvent(CircuitBreakerFired.class);
                assertThat(life.check(entry("a")).refusal()).isEqualTo(RiskReason.BREAKER_OPEN);
                assertThat(life.events).as("told once").isEmpty();
                link.mend();
            }
        }
        try (Life life = new Life(database, List.of())) {
            assertThat(life.ask(new ListRiskEvents(null, null, 10)).items()).hasSize(1);
            assertThat(life.ask(new ListRiskDecisions(null, null, null, 10)).items()).hasSize(1);
        }
    }

    @Test
    void aStreakGoesOnWithLossesThatHappenedWhileRiskWasAway() throws Exception {
        Event before = closed("bot-1", "-1", Instant.now());
        try (Life life = new Life(database, List.of())) {
            life.publish(before);
            life.publish(closed("bot-2", "-1", Instant.now()));
            life.publish(closed("bot-2", "-1", Instant.now()));
            assertThat(life.ask(new GetRisk()).breakers()).isEmpty();
        }
        List<Event> missed =
                List.of(
                        before,
                        closed("bot-1", "-1", Instant.now()),
                        closed("bot-2", "1", Instant.now()),
                        closed("bot-2", "-1", Instant.now()));
        try (Life life = new Life(database, List.of(), missed)) {
            assertThat(life.ask(new GetRisk()).breakers()).as("no loss counts twice").isEmpty();
            life.losses("bot-1", 1);
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("losses:bot-1");
            life.losses("bot-2", 1);
            life.losses("bot-2", 1);
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .as("one loss was missed, the gain before it too")
                    .isEqualTo("losses:bot-2");
        }
    }

    @Test
    void losesNoOrderToABreakerThatShouldHaveFiredMeanwhile() throws Exception {
        try (Life life = new Life(database, List.of())) {
            life.losses("bot-1", 1);
            life.equity("1000");
            assertThat(life.ask(new GetRisk()).breakers()).isEmpty();
        }
        List<Event> missed =
                List.of(
                        closed("bot-1", "-1", Instant.now()),
                        closed("bot-1", "-1", Instant.now()),
                        Fixtures.equity("890", Instant.now()));
        try (Life life = new Life(database, List.of(), missed)) {
            assertThat(life.ask(new GetRisk()).breakers())
                    .extracting(BreakerView::breaker)
                    .containsExactly("drawdown:main", "losses:bot-1");
        }
    }

    @Test
    void doesNotWaitForeverForABotEngineThatCannotRememberYetButGoesOnAsking() throws Exception {
        try (Life life = new Life(database, List.of())) {
            life.losses("bot-1", 1);
            assertThat(life.ask(new GetRisk()).breakers()).isEmpty();
        }
        List<Event> missed =
                List.of(closed("bot-1", "-1", Instant.now()), closed("bot-1", "-1", Instant.now()));
        try (Life life = new Life(database, List.of(), missed, 4)) {
            assertThat(life.check(entry("a")).approved()).isTrue();

            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("losses:bot-1");
        }
    }

    @Test
    void asksForWhatFoundNoRoomInTheInbox() throws Exception {
        List<Event> missed =
                List.of(
                        closed("bot-1", "-1", Instant.now()),
                        closed("bot-1", "-1", Instant.now()),
                        closed("bot-1", "-1", Instant.now()));
        try (Life life = new Life(database, List.of(), missed)) {
            for (int i = 0; i < 20_000; i++) {
                life.publish(entry("flood").filled("fill-" + i, "0.0001", "0"));
            }

            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("losses:bot-1");
        }
    }
}
