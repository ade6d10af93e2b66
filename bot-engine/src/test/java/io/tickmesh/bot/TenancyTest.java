package io.tickmesh.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Shards;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.request.CommandBots.BotCommand;
import io.tickmesh.mesh.request.CreateBot;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bots that move between two nodes on one database while something else is under way.
class TenancyTest {
    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConfig database = TestDatabases.fresh();

    @AfterEach
    void closes() {
        TwoNodes.await(vertx.close());
    }

    @Test
    void aBuyThatRestsIsFilledWholeAfterItHasMoved() {
        // given: most of the money is set aside for one order
        EngineConfig config = config("700", RestartTest.limited());
        Tenant alpha = tenant("alpha", config);
        Tenant beta = tenant("beta", config);
        alpha.have(true);
        alpha.until("a", BotStatus.RUNNING);
        alpha.second(50_000, 50_100);
        TwoNodes.until(() -> alpha.order("PLACED").isPresent());
        BigDecimal wanted = alpha.order("PLACED").orElseThrow().quantity();
        beta.follow(Set.of());

        // when
        alpha.have(false);
        beta.have(true);
        beta.until("a", BotStatus.RUNNING);
        beta.show(49_000);

        // then
        TwoNodes.until(() -> beta.order("PLACED").isEmpty());
        assertThat(beta.order("FILLED").orElseThrow().filled()).isEqualByComparingTo(wanted);
    }

    @Test
    void aBotThatIsMadeWhileItsShardIsGivenUpDoesNotStayBehind() {
        // given
        EngineConfig config = config("1000", Fixtures.bot("a", "BTCUSDT"));
        Tenant alpha = tenant("alpha", config);
        Tenant beta = tenant("beta", config);
        alpha.have(true);
        alpha.until("a", BotStatus.RUNNING);
        alpha.second(50_000, 49_900);

        // when: what its bots have seen is being written
        alpha.held = Change.Decided.class::isInstance;
        alpha.wantsAll = false;
        alpha.move();
        TwoNodes.until(() -> !alpha.heldBack.isEmpty());
        var definition = Fixtures.bot("late", "BTCUSDT").definition();
        alpha.on(() -> alpha.parts().commands().create(new CreateBot(definition)));
        alpha.release();
        alpha.have(false);
        beta.have(true);

        // then
        assertThat(beta.bots()).containsExactlyInAnyOrder("a", "late");
        assertThat(alpha.bots()).isEmpty();
    }

    @Test
    void allOthersObeyWhenOneOfThemMovesMeanwhile() {
        // given
        List<String> ids = List.of("a", "b", "c");
        Tenant alpha =
                tenant(
                        "alpha",
                        config(
                                "1000",
                                ids.stream()
                                        .map(id -> Fixtures.bot(id, "BTCUSDT"))
                                        .toArray(BotConfig[]::new)));
        alpha.have(true);
        ids.forEach(id -> alpha.until(id, BotStatus.RUNNING));
        assertThat(ids.stream().map(Shards::of)).doesNotHaveDuplicates();

        // when
        alpha.held = Change.Kept.class::isInstance;
        Future<Bots> told =
                alpha.begin(() ->
                        alpha.parts().commands().command(new CommandBots(ids, BotCommand.STOP)));
        TwoNodes.until(() -> !alpha.heldBack.isEmpty());
        alpha.run(() -> {
            int _ = alpha.parts().engine().drop(Set.of(Shards.of("a")));
        });
        alpha.release();

        // then
        assertThatThrownBy(() -> TwoNodes.await(told))
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("bot a moves between nodes");
        Stream.of("b", "c").forEach(id -> alpha.until(id, BotStatus.STOPPED));
    }

    @Test
    void whatCannotBeTakenOverIsTriedAgainLaterAndNothingIsThereTwice() {
        // given: history that makes trouble when the bots are there already
        Tenant alpha =
                tenant(
                        "alpha",
                        config("1000", Fixtures.bot("a", "BTCUSDT"), Fixtures.bot("b", "BTCUSDT")));
        List<Long> tried = new CopyOnWriteArrayList<>();
        alpha.onHistory =
                () -> {
                    if (tried.size() < 2) {
                        tried.add(System.nanoTime());
                        throw new IllegalStateException("for the test");
                    }
                };

        // when
        alpha.have(true);

        // then
        assertThat(alpha.bots()).containsExactly("a", "b");
        assertThat(
                        alpha.on(() ->
                                Future.succeededFuture(
                                        alpha.parts().engine().fleet().ofSymbol("BTCUSDT").size())))
                .isEqualTo(2);
        assertThat(Duration.ofNanos(tried.get(1) - tried.get(0)))
                .isGreaterThan(Duration.ofMillis(900));
    }

    private Tenant tenant(String name, EngineConfig config) {
        return new Tenant(vertx, database, name, config);
    }

    private static EngineConfig config(String cash, BotConfig... bots) {
        return Fixtures.engine(Duration.ZERO, bots)
                .withAccounts(List.of(new Account("main", "USDT", new BigDecimal(cash))));
    }
}
