package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.bot;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.GetPortfolio;
import io.tickmesh.mesh.storage.DatabaseConfig;
import io.tickmesh.mesh.storage.TestDatabases;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The initial cash of an account is changed in the configuration between two runs.
class DepositTest {
    private final DatabaseConfig database = TestDatabases.fresh();

    @Test
    void theDifferenceIsPaidInOnceAndResultsStay() {
        AccountView before;
        try (World world = world("100000", bot("a", "BTCUSDT"))) {
            trade(world, 1);
            before = account(world);
            assertThat(before.realised()).isNegative();
        }
        for (int run = 1; run <= 2; run++) {
            try (World world = world("150000.5", bot("a", "BTCUSDT"))) {
                world.step(START.plusSeconds(3));
                AccountView after = account(world);
                assertThat(after.initialCash()).isEqualByComparingTo("150000.5");
                assertThat(after.cash())
                        .isEqualByComparingTo(before.cash().add(new BigDecimal("50000.5")));
                assertThat(after.realised()).isEqualByComparingTo(before.realised());
                assertThat(after.fees()).isEqualByComparingTo(before.fees());
                PartialFillTest.exact(world);
            }
        }
        try (World world = world("1000", bot("a", "BTCUSDT"))) {
            world.step(START.plusSeconds(3));
            assertThat(account(world).cash())
                    .isEqualByComparingTo(before.cash().subtract(new BigDecimal("99000")));
            trade(world, 4);
            assertThat(account(world).cash()).isPositive();
            PartialFillTest.exact(world);
        }
    }

    @Test
    void whatIsInvestedCannotBeTakenOut() {
        BigDecimal cash;
        try (World world = world("100000", bot("a", "BTCUSDT"))) {
            world.step(START);
            world.second(1, "BTCUSDT", 49_000, 50_000);
            cash = account(world).cash();
        }
        try (World world = world("499", bot("a", "BTCUSDT"))) {
            world.step(START.plusSeconds(3));
            assertThat(account(world).cash()).isEqualByComparingTo(cash);
            assertThat(account(world).initialCash()).isEqualByComparingTo("100000");
            PartialFillTest.exact(world);
        }
    }

    @Test
    void whatIsSetAsideCannotBeTakenOutUntilItIsSpent() {
        try (World world = world("100000", RestartTest.limited())) {
            world.step(START);
            world.second(1, "BTCUSDT", 50_000, 50_100);
            assertThat(world.orders().getFirst().status()).isEqualTo("PLACED");
        }
        try (World world = world("100", RestartTest.limited())) {
            world.step(START.plusSeconds(2));
            assertThat(account(world).initialCash()).isEqualByComparingTo("100000");
            world.tick(3_000, "BTCUSDT", 49_000);
            assertThat(world.orders().getFirst().status()).isEqualTo("FILLED");
            PartialFillTest.exact(world);
        }
        try (World world = world("600", RestartTest.limited())) {
            world.step(START.plusSeconds(4));
            assertThat(account(world).initialCash()).isEqualByComparingTo("600");
            assertThat(account(world).cash()).isBetween(money("99"), money("101"));
            PartialFillTest.exact(world);
        }
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    private World world(String initialCash, BotConfig bot) {
        EngineConfig standard = Fixtures.engine(Duration.ZERO, bot);
        Account main = new Account("main", "USDT", new BigDecimal(initialCash));
        return World.replayed(database).with(standard.withAccounts(List.of(main, Fixtures.BTC)));
    }

    private static void trade(World world, int second) {
        world.step(START.plusSeconds(second - 1));
        world.second(second, "BTCUSDT", 49_000, 50_000);
        world.second(second + 1, "BTCUSDT", 50_000, 49_950);
        assertThat(world.bot("a").position()).isZero();
    }

    private static AccountView account(World world) {
        return world.ask(new GetPortfolio()).items().getFirst();
    }
}
