package io.tickmesh.bot.exit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.portfolio.Booked;
import io.tickmesh.bot.portfolio.ClosedPosition;
import io.tickmesh.bot.portfolio.Portfolio;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.market.Rounding;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.FillView;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitGuardTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Fees FEES = Fees.flat(new BigDecimal("0.001"));
    private static final SymbolRules RULES =
            new SymbolRules(
                    "BTCUSDT",
                    "BTC",
                    "USDT",
                    new BigDecimal("0.01"),
                    new BigDecimal("0.00001"),
                    new BigDecimal("0.00001"),
                    new BigDecimal("9000"),
                    BigDecimal.TEN);

    private final Portfolio portfolio =
            new Portfolio(List.of(new Account("main", "USDT", new BigDecimal("100000"))));
    private final Position position = fill(Side.BUY, "0.1", "50000").position();

    @Test
    void theStopGivesUpAtItsPriceOrBelow() {
        ExitGuard guard = guard(exits("2", null, null, null));

        assertThat(guard.stopPrice()).isEqualTo("49000.00");
        assertThat(check(guard, 49_000.01, 0)).isNull();
        assertThat(check(guard, 49_000, 0))
                .isEqualTo(new Exit(ExitRule.STOP_LOSS, "stop at 49,000.00"));
        assertThat(check(guard, 40_000, 0)).isNotNull();
    }

    @Test
    void theTargetTakesTheProfitAtItsPriceOrAbove() {
        ExitGuard guard = guard(exits(null, "1.23456", null, null));

        assertThat(guard.targetPrice()).isEqualTo("50617.28");
        assertThat(check(guard, 50_617.27, 0)).isNull();
        assertThat(check(guard, 50_617.28, 0))
                .isEqualTo(new Exit(ExitRule.TAKE_PROFIT, "target at 50,617.28"));
    }

    @Test
    void levelsAreRoundedAwayFromTheEntry() {
        var _ = fill(Side.BUY, "0.1", "50000.03");
        Position more = portfolio.position("bot").orElseThrow();
        ExitGuard guard = ExitGuard.of(exits("1", "1", null, null), more, FEES, RULES);

        assertThat(more.entryPrice()).isEqualByComparingTo("50000.015");
        assertThat(guard.stopPrice()).isEqualTo("49500.01"); // 49500.01485
        assertThat(guard.targetPrice()).isEqualTo("50500.02"); // 50500.01515
    }

    @Test
    void theTrailingStopFollowsTheHighestBidOnceItIsActive() {
        ExitGuard guard = guard(exits(null, null, new Exits.Trailing(dec("2"), dec("1.5")), null));

        assertThat(check(guard, 50_999.99, 0)).isNull();
        assertThat(check(guard, 49_000, 0)).isNull(); // not active yet
        assertThat(check(guard, 51_200, 0)).isNull();
        assertThat(check(guard, 50_432.01, 0)).isNull();
        assertThat(check(guard, 50_432, 0))
                .isEqualTo(new Exit(ExitRule.TRAILING_STOP, "trailing 1.5% below 51,200.00"));
        assertThat(guard.highestBid()).isEqualTo(51_200);
    }

    @Test
    void theTrailingStopGoesOnWithAStoredHigh() {
        Exits exits = exits(null, null, new Exits.Trailing(dec("0"), dec("10")), null);

        assertThat(check(guard(exits), 45_000, 0)).isNull(); // 45,000 is its first and highest bid
        ExitGuard restored = ExitGuard.of(exits, position, FEES, RULES, 60_000);
        assertThat(check(restored, 54_000, 0)).isNotNull();
    }

    @Test
    void theLadderAsksForLessWithTime() {
        ExitGuard guard =
                guard(
                        new Exits(
                                null,
                                null,
                                List.of(step(0, "4"), step(30, "2"), step(90, "0")),
                                null,
                                null,
                                Duration.ZERO));
        // cost 5000, fee 5: 0.1 x bid x 0.999 >= 5005 + 100
        double two = 51_101.11;

        assertThat(check(guard, two, 29)).isNull();
        assertThat(check(guard, two - 0.01, 30)).isNull();
        assertThat(check(guard, two, 30))
                .isEqualTo(new Exit(ExitRule.ROI, "profit of 2% after 30m"));
        assertThat(check(guard, 50_101, 90)).isNotNull(); // 5005 / 0.0999 = 50100.1001
        assertThat(check(guard, 50_100.10, 90)).isNull();
        assertThat(check(guard, 52_102.11, 1))
                .isEqualTo(new Exit(ExitRule.ROI, "profit of 4% after 0s"));
    }

    @Test
    void theProfitOfTheLadderIsThatOfTheBook() {
        ExitGuard guard =
                guard(new Exits(null, null, List.of(step(0, "2")), null, null, Duration.ZERO));
        BigDecimal least = profitAt("51101.11");

        assertThat(check(guard, 51_101.11, 0)).isNotNull();
        assertThat(least).isGreaterThanOrEqualTo(dec("100")); // 2 % of 5000
        assertThat(least).isLessThan(dec("100.001"));
    }

    @Test
    void aPositionIsHeldOnlySoLong() {
        ExitGuard guard = guard(exits(null, null, null, Duration.ofMinutes(90)));

        assertThat(check(guard, 50_000, 89)).isNull();
        assertThat(check(guard, 50_000, 90))
                .isEqualTo(new Exit(ExitRule.TIME_LIMIT, "held for 1h30m"));
    }

    @Test
    void whatLimitsALossComesFirstAndTheLongWaitLast() {
        Exits all =
                new Exits(
                        dec("2"),
                        dec("1"),
                        List.of(step(0, "-50")),
                        new Exits.Trailing(dec("0"), dec("0.1")),
                        Duration.ZERO,
                        Duration.ZERO);
        ExitGuard guard = ExitGuard.of(all, position, FEES, RULES, 60_000);

        assertThat(rule(guard, 48_000)).isEqualTo(ExitRule.STOP_LOSS);
        assertThat(rule(guard, 51_000)).isEqualTo(ExitRule.TRAILING_STOP);
        assertThat(rule(guard, 61_000)).isEqualTo(ExitRule.TAKE_PROFIT);
        ExitGuard patient =
                guard(
                        new Exits(
                                null,
                                null,
                                List.of(step(0, "-1")),
                                null,
                                Duration.ZERO,
                                Duration.ZERO));
        assertThat(rule(patient, 50_000)).isEqualTo(ExitRule.ROI);
        assertThat(rule(patient, 40_000)).isEqualTo(ExitRule.TIME_LIMIT);
    }

    @Test
    void aCheckMakesNoGarbage() {
        ExitGuard guard =
                guard(
                        new Exits(
                                dec("50"),
                                dec("50"),
                                List.of(step(0, "40"), step(10, "30")),
                                new Exits.Trailing(dec("0"), dec("40")),
                                Duration.ofDays(9),
                                Duration.ZERO));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Instant now = NOON.plusSeconds(900);
        long fired = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            fired += guard.check(50_000 + i % 1_000, now) == null ? 0 : 1;
        }
        long garbage = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(fired).isZero();
        assertThat(garbage).isLessThan(100_000); // less than a byte each
    }

    @Test
    void whatCannotBeSoldIsWrittenOffAndTheBooksStillBalance() {
        // given: nearly all was sold
        var _ = fill(Side.SELL, "0.09999", "51000");
        Position rest = portfolio.position("bot").orElseThrow();
        assertThat(rest.quantity()).isEqualByComparingTo("0.00001");

        // when
        assertThat(Dust.sale(rest, dec("51000"), RULES))
                .isEqualTo(new Rounding.Refused("notional 0.51 is below the minimum 10"));
        ClosedPosition closed =
                ((Booked.Closed) portfolio.book(Dust.writeOff(rest, "bot-1-X", NOON))).closed();

        // then
        assertThat(portfolio.holds("bot")).isFalse();
        assertThat(closed.realised())
                .isEqualByComparingTo(portfolio.cash("main").subtract(dec("100000")));
        assertThat(portfolio.result("bot").realised()).isEqualByComparingTo(closed.realised());
    }

    private BigDecimal profitAt(String price) {
        return ((Booked.Closed) fill(Side.SELL, "0.1", price)).closed().realised();
    }

    private Booked fill(Side side, String quantity, String price) {
        BigDecimal value = dec(quantity).multiply(dec(price));
        return portfolio.book(
                new FillView(
                        "f",
                        "o",
                        "main",
                        "bot",
                        "BTCUSDT",
                        side,
                        dec(quantity),
                        dec(price),
                        FEES.ofTaker(value),
                        NOON));
    }

    private ExitGuard guard(Exits exits) {
        return ExitGuard.of(exits, position, FEES, RULES);
    }

    private static Exits exits(
            @Nullable String stop,
            @Nullable String target,
            Exits.@Nullable Trailing trailing,
            @Nullable Duration limit) {
        return new Exits(
                stop == null ? null : dec(stop),
                target == null ? null : dec(target),
                List.of(),
                trailing,
                limit,
                Duration.ZERO);
    }

    private static Exits.RoiStep step(long minutes, String percent) {
        return new Exits.RoiStep(Duration.ofMinutes(minutes), dec(percent));
    }

    private static @Nullable Exit check(ExitGuard guard, double bid, long minutes) {
        return guard.check(bid, NOON.plus(Duration.ofMinutes(minutes)));
    }

    private static @Nullable ExitRule rule(ExitGuard guard, double bid) {
        Exit exit = check(guard, bid, 0);
        return exit == null ? null : exit.rule();
    }

    private static BigDecimal dec(String number) {
        return new BigDecimal(number);
    }
}
