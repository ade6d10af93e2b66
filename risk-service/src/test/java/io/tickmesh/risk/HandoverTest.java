package io.tickmesh.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.ChangeTradingState;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.DataTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people say of an account while it changes hands.
class HandoverTest {
    private final Vertx vertx = Vertx.vertx();
    private final DataTime time = new DataTime(Fixtures.NOON);
    private final Desks desks =
            new Desks(
                    Fixtures.config(),
                    time,
                    () -> 0,
                    true,
                    Fixtures.ORIGIN::header,
                    _ -> {},
                    _ -> {});
    private final KillSwitches switches = new KillSwitches();
    private boolean mine = true;
    private final RiskCommands commands =
            new RiskCommands(
                    desks,
                    switches,
                    time,
                    new RiskJournal(
                            vertx,
                            _ -> Future.succeededFuture(Set.of()),
                            () -> new RiskJournal.State(time.instant(), Map.of()),
                            _ -> true,
                            _ -> {},
                            new SimpleMeterRegistry()),
                    _ -> mine,
                    () -> true);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVE", "REDUCING"})
    void nobodyPromisesAMilderStateOfAnAccountThatIsBeingTakenOver(TradingState state) {
        say(TradingState.HALTED);

        assertThatThrownBy(() -> say(state)).satisfies(HandoverTest::isUnavailable);
        assertThat(switches.waiting()).as("still halted").containsKey("main");
    }

    @Test
    void nobodyPromisesAMilderStateOfAnAccountThatIsBeingGivenUp() {
        hold().leave();
        mine = false;

        assertThatThrownBy(() -> say(TradingState.REDUCING)).satisfies(HandoverTest::isUnavailable);
    }

    @Test
    void whoeverTakesAnAccountOverKnowsThatItWasHaltedMeanwhile() {
        say(TradingState.HALTED);

        HeldAccount held = hold();
        switches.hand(held);

        assertThat(held.desk().brakes().chosen("main")).isEqualTo(TradingState.HALTED);
        assertThat(switches.waiting()).isEmpty();
    }

    @Test
    void forgetsThatAnAccountOfAnotherNodeWasHaltedOnceItIsOpened() {
        say(TradingState.HALTED);
        mine = false;

        say(TradingState.ACTIVE);

        assertThat(switches.waiting()).isEmpty();
    }

    @Test
    void whoeverTellsLaterThatAnAccountWasHaltedDoesNotHaltWhatWasOpenedSince() {
        Brakes brakes = hold().desk().brakes();
        say(TradingState.HALTED);
        Instant halted = time.instant();
        time.advance(Duration.ofSeconds(1));
        say(TradingState.ACTIVE);

        sayAgain(halted);
        assertThat(brakes.chosen("main")).isEqualTo(TradingState.ACTIVE);

        time.advance(Duration.ofSeconds(2));
        sayAgain(halted.plusSeconds(2));
        assertThat(brakes.chosen("main")).isEqualTo(TradingState.HALTED);
        assertThat(brakes.states().choice("main").orElseThrow().since())
                .isEqualTo(halted.plusSeconds(2));
    }

    private HeldAccount hold() {
        return desks.add("main", new Taken(1, Fixtures.nothing()));
    }

    private void sayAgain(Instant since) {
        var _ =
                commands.change(
                        new ChangeTradingState("main", TradingState.HALTED, "again", since));
    }

    private void say(TradingState state) {
        var _ = commands.change(new ChangeTradingState("main", state, "why"));
    }

    private static void isUnavailable(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        refused -> assertThat(refused.failure()).isEqualTo(Failure.UNAVAILABLE));
    }
}
