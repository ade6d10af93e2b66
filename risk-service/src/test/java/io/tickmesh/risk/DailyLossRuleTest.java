package io.tickmesh.risk;

import static io.tickmesh.risk.Fixtures.NOON;
import static io.tickmesh.risk.Fixtures.amount;
import static io.tickmesh.risk.Fixtures.closed;
import static io.tickmesh.risk.Fixtures.entry;
import static io.tickmesh.risk.Fixtures.exit;
import static io.tickmesh.risk.Fixtures.valued;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.BreakerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DailyLossRuleTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-03T00:00:00Z");

    private final TestDesk desk = new TestDesk(TradingState.ACTIVE);

    @Test
    void stopsEntriesUntilMidnightWhenTheDayHasLostTooMuch() {
        desk.on(valued("10000", "50", NOON));
        desk.on(closed("bot-1", "-300", NOON));
        desk.on(closed("bot-2", "20", NOON));
        desk.on(closed("bot-3", "-219.99", NOON));
        assertThat(desk.published).isEmpty();
        desk.on(closed("bot-4", "-0.01", NOON));

        assertThat(desk.published.getFirst())
                .isInstanceOfSatisfying(
                        CircuitBreakerFired.class,
                        fired -> {
                            assertThat(fired.breaker()).isEqualTo("daily-loss:main");
                            assertThat(fired.value()).isEqualByComparingTo("500");
                            assertThat(fired.limit()).isEqualByComparingTo("500");
                            assertThat(fired.until()).isEqualTo(MIDNIGHT);
                        });
        desk.refuses(
                entry("a"),
                RiskReason.TRADING_REDUCING,
                "state=REDUCING breaker=daily-loss:main value=500.00 limit=500.00");
        desk.approves(exit("b"));

        desk.advance(Duration.ofHours(12));
        desk.approves(entry("c").at(desk.time.instant()));
        assertThat(desk.published).hasAtLeastOneElementOfType(CircuitBreakerReset.class);
    }

    @Test
    void aDayBeginsWithWhatTheDayBeforeEndedWith() {
        desk.on(valued("10000", "0", NOON));
        desk.on(closed("bot-1", "-400", NOON));
        desk.on(valued("9600", "-400", MIDNIGHT.minusSeconds(1)));
        desk.on(closed("bot-1", "-479", MIDNIGHT));
        assertThat(open()).isEmpty();

        // 5 % of 9,600
        desk.on(closed("bot-2", "-1", MIDNIGHT.plusSeconds(1)));
        assertThat(open()).hasSize(1);
    }

    @Test
    void lossesThatWereMissedCountWithTheNextSnapshot() {
        desk.on(valued("10000", "0", NOON));
        desk.on(valued("9700", "-300", NOON.plusSeconds(10)));
        desk.on(closed("bot-1", "-200", NOON.plusSeconds(5)));
        assertThat(open()).as("an old one is in the snapshot already").isEmpty();

        desk.on(valued("9500", "-500", NOON.plusSeconds(20)));

        assertThat(open()).hasSize(1);
    }

    @Test
    void anAmountCountsWhereItIsLessThanTheFraction() {
        AccountLimits usual =
                Fixtures.limits(TradingState.ACTIVE, "1000", "2500", "4000", Fixtures.guards());
        TestDesk strict =
                new TestDesk(
                        Fixtures.config(
                                new AccountLimits(
                                        usual.account(),
                                        usual.currency(),
                                        usual.tradingState(),
                                        usual.maxOrderNotional(),
                                        usual.maxSymbolExposure(),
                                        usual.maxAccountExposure(),
                                        Optional.of(amount("100")),
                                        usual.guards())));
        strict.on(valued("10000", "0", NOON));
        strict.on(closed("bot-1", "-100", NOON));

        assertThat(strict.state().breakers().getFirst().limit()).isEqualByComparingTo("100");
    }

    @Test
    void afterAPersonResetItLossesCountFromThere() {
        desk.on(valued("10000", "0", NOON));
        desk.on(closed("bot-1", "-600", NOON));
        assertThat(desk.itself().brakes().reset("daily-loss:main", "seen", NOON)).isTrue();
        desk.on(valued("9400", "-600", NOON.plusSeconds(10)));
        desk.on(closed("bot-1", "-499", NOON.plusSeconds(11)));
        assertThat(open()).isEmpty();

        desk.on(closed("bot-1", "-1", NOON.plusSeconds(12)));

        assertThat(open()).hasSize(1);
    }

    /// Random profits and losses over a week, of which some events get lost: from the first snapshot on, the breaker is open exactly
    /// when a plain addition of what was closed on that day says so.
    @ParameterizedTest
    @MethodSource("seeds")
    void isOpenExactlyWhenTheDayHasLostTooMuch(long seed) {
        Random random = new Random(seed);
        Book book = new Book();
        Instant now = NOON.plusSeconds(random.nextInt(80_000));
        desk.on(book.snapshot(now));
        book.dawn(now);
        for (int i = 0; i < 400; i++) {
            Instant next = now.plusSeconds(1 + random.nextInt(3_000));
            if (!DailyLoss.dayOf(next).equals(DailyLoss.dayOf(now))) {
                // Midnight: what is told last is what the next day begins with.
                desk.on(book.snapshot(now));
                book.dawn(next);
            }
            desk.time.advance(Duration.between(desk.time.instant(), next));
            now = next;
            Event loss = closed("bot-1", book.trade(random), now);
            boolean heard = random.nextInt(4) > 0;
            if (heard) {
                desk.on(loss);
                desk.on(loss);
            }
            if (!heard || random.nextBoolean()) {
                desk.on(book.snapshot(now));
            }
            assertThat(!open().isEmpty())
                    .as("seed %d, trade %d at %s, %s", seed, i, now, book)
                    .isEqualTo(book.hasLostTooMuch());
        }
        assertThat(book.firedOn).as("days on which it fired").isNotEmpty();
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private List<BreakerView> open() {
        return desk.state().breakers().stream()
                .filter(breaker -> breaker.rule().equals(DailyLossRule.NAME))
                .toList();
    }

    private static final class Book {
        private long equity = 10_000;
        private long realised;
        private long opening;
        private final List<Long> today = new ArrayList<>();
        private final Map<String, Boolean> firedOn = new HashMap<>();
        private String day = "";
        private boolean fired;

        String trade(Random random) {
            long profit = random.nextInt(201) - 105L;
            equity += profit;
            realised += profit;
            today.add(profit);
            return Long.toString(profit);
        }

        Event snapshot(Instant at) {
            return valued(Long.toString(equity), Long.toString(realised), at);
        }

        void dawn(Instant at) {
            opening = equity;
            today.clear();
            day = DailyLoss.dayOf(at).toString();
            fired = false;
        }

        /// Once it fired it stays open for the day.
        boolean hasLostTooMuch() {
            long lost = -today.stream().mapToLong(Long::longValue).sum();
            fired |= lost > 0 && lost * 20 >= opening;
            if (fired) {
                firedOn.put(day, true);
            }
            return fired;
        }

        @Override
        public String toString() {
            return "opening %d, today %s".formatted(opening, today);
        }
    }
}
