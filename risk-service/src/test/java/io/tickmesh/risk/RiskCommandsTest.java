package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.GetRisk;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.ResetBreaker;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.request.TradingStateView;
import io.tickmesh.mesh.storage.CutLink;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What people tell risk, over the bus and over restarts.
class RiskCommandsTest {
    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void theKillSwitchHoldsOverARestartUntilAPersonOpensIt() throws Exception {
        try (Life life = new Life(database, List.of())) {
            RiskState state = life.ask(say(null, TradingState.HALTED, "alice: flash crash"));

            assertThat(main(state).state()).isEqualTo(TradingState.HALTED);
            assertThat(main(state).reason()).isEqualTo("person: alice: flash crash");
            assertThat(main(state).settings())
                    .extracting(
                            TradingStateView::source,
                            TradingStateView::state,
                            TradingStateView::stored)
                    .containsExactly(
                            tuple("configuration", TradingState.ACTIVE, true),
                            tuple("person", TradingState.HALTED, true));
            assertThat(life.awaitEvent(TradingStateChanged.class))
                    .isInstanceOfSatisfying(
                            TradingStateChanged.class,
                            changed -> {
                                assertThat(changed.from()).isEqualTo(TradingState.ACTIVE);
                                assertThat(changed.to()).isEqualTo(TradingState.HALTED);
                                assertThat(changed.reason())
                                        .isEqualTo("person: alice: flash crash");
                            });
            assertThat(life.check(exit("a")).refusal()).isEqualTo(RiskReason.TRADING_HALTED);
        }
        try (Life life = new Life(database, List.of())) {
            assertThat(life.check(entry("b")).refusal()).isEqualTo(RiskReason.TRADING_HALTED);
            assertThat(life.check(exit("c").manual()).approved()).isTrue();

            life.ask(say("main", TradingState.ACTIVE, "bob: over"));

            assertThat(life.check(entry("d")).approved()).isTrue();
            assertThat(((TradingStateChanged) life.awaitEvent(TradingStateChanged.class)).reason())
                    .isEqualTo("person: bob: over");
        }
        try (Life life = new Life(database, List.of())) {
            assertThat(life.check(entry("e")).approved()).isTrue();
        }
    }

    @Test
    void sayingItAgainChangesNothing() throws Exception {
        try (Life life = new Life(database, List.of())) {
            life.ask(say("main", TradingState.REDUCING, "first"));
            RiskState again = life.ask(say("main", TradingState.REDUCING, "second"));

            assertThat(main(again).reason()).isEqualTo("person: first");
            life.awaitEvent(TradingStateChanged.class);
            assertThat(life.events).isEmpty();
        }
    }

    @Test
    void refusesAnAccountThatIsNotThereAndAChangeWithoutReason() throws Exception {
        try (Life life = new Life(database, List.of())) {
            assertThat(life.refusal(say("nobody", TradingState.HALTED, "why")).failure())
                    .isEqualTo(Failure.NOT_FOUND);
            assertThat(life.refusal(say("main", TradingState.HALTED, " ")).failure())
                    .isEqualTo(Failure.INVALID);
            assertThat(main(life.ask(new GetRisk())).state()).isEqualTo(TradingState.ACTIVE);
        }
    }

    @Test
    void theKillSwitchHoldsAtOnceWhileTheDatabaseIsAwayAndNothingMilderDoes() throws Exception {
        try (CutLink link = new CutLink(database)) {
            try (Life life = new Life(link.config(), List.of())) {
                life.ask(say("main", TradingState.REDUCING, "careful"));
                link.cut();

                RequestFailedException halted =
                        life.refusal(say("main", TradingState.HALTED, "crash"));

                assertThat(halted.failure()).isEqualTo(Failure.UNAVAILABLE);
                assertThat(halted).hasMessageStartingWith("HALTED holds, but is not stored yet");
                assertThat(life.check(exit("a")).refusal()).isEqualTo(RiskReason.TRADING_HALTED);
                assertThat(main(life.ask(new GetRisk())).settings().getLast().stored()).isFalse();
                life.awaitEvent(TradingStateChanged.class);
                assertThat(((TradingStateChanged) life.awaitEvent(TradingStateChanged.class)).to())
                        .as("told although it could not be stored")
                        .isEqualTo(TradingState.HALTED);

                RequestFailedException active =
                        life.refusal(say("main", TradingState.ACTIVE, "over"));
                assertThat(active).hasMessageStartingWith("nothing has changed");
                assertThat(life.check(exit("b")).refusal()).isEqualTo(RiskReason.TRADING_HALTED);

                link.mend();
                Fixtures.await(
                        "storing",
                        () -> main(life.ask(new GetRisk())).settings().getLast().stored());
            }
        }
        try (Life life = new Life(database, List.of())) {
            assertThat(life.check(exit("c")).refusal()).isEqualTo(RiskReason.TRADING_HALTED);
        }
    }

    @Test
    void aBreakerThatAPersonResetMeasuresAnew() throws Exception {
        try (Life life = new Life(database, List.of())) {
            life.equity("1000");
            life.equity("900");
            life.losses("bot-1", 3);
            life.awaitEvent(CircuitBreakerFired.class);
            life.awaitEvent(CircuitBreakerFired.class);

            life.ask(new ResetBreaker("drawdown:main", "alice: looked at it"));
            RiskState state = life.ask(new ResetBreaker("losses:bot-1", "alice: looked at it"));

            assertThat(state.breakers()).isEmpty();
            assertThat(main(state).state()).isEqualTo(TradingState.ACTIVE);
            assertThat(((CircuitBreakerReset) life.awaitEvent(CircuitBreakerReset.class)).reason())
                    .isEqualTo("person: alice: looked at it");
            assertThat(life.refusal(new ResetBreaker("losses:bot-1", "again")).failure())
                    .isEqualTo(Failure.NOT_FOUND);
        }
        try (Life life = new Life(database, List.of())) {
            life.equity("811");
            life.losses("bot-1", 2);
            assertThat(life.ask(new GetRisk()).breakers()).isEmpty();

            life.equity("810");
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("drawdown:main");
            life.losses("bot-1", 1);
            assertThat(((CircuitBreakerFired) life.awaitEvent(CircuitBreakerFired.class)).breaker())
                    .isEqualTo("losses:bot-1");
        }
    }

    private static ChangeTradingState say(
            @Nullable String account, TradingState state, String reason) {
        return new ChangeTradingState(account, state, reason);
    }

    private static AccountRiskView main(RiskState state) {
        return state.accounts().getFirst();
    }
}
