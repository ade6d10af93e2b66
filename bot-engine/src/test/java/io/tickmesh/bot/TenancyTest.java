package io.tickmesh.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.request.Bots;
import io.tickmesh.mesh.request.CommandBots;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    private Tenant tenant(String name, EngineConfig config) {
        return new Tenant(vertx, database, name, config);
    }

    private static EngineConfig config(String cash, BotConfig... bots) {
        return Fixtures.engine(Duration.ZERO, bots)
                .withAccounts(List.of(new Account("main", "USDT", new BigDecimal(cash))));
    }
}
