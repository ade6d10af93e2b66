package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.market.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BotTest {
    private final Indicators indicators = new Indicators();
    private final Bot bot = new Bot(cooling(), indicators);

    @Test
    void isDueWhenItRunsAndItsTurnHasCome() {
        assertThat(bot.isDue(START)).isFalse();
        bot.status(BotStatus.RUNNING, "");
        assertThat(bot.isDue(START)).as("not scheduled").isFalse();
        bot.firstEvaluation(START.plusSeconds(2));
        assertThat(bot.isDue(START.plusMillis(1_999))).isFalse();
        assertThat(bot.isDue(START.plusSeconds(2))).isTrue();
        bot.orderBegun();
        assertThat(bot.isDue(START.plusSeconds(2))).as("an order is under way").isFalse();
    }

    @Test
    void opensNothingWhileItCoolsDown() {
        indicators.update(Fixtures.candle(0, 1, 2));
        bot.left(START);
        assertThat(bot.decide(START.plusMillis(4_999), false)).isEmpty();
        assertThat(bot.decide(START.plusSeconds(5), false)).isPresent();
    }

    @Test
    void triesARefusedExitAgainAfterGrowingPauses() {
        // given
        bot.signalled(signal(SignalAction.EXIT));
        List<Long> pauses = new ArrayList<>();
        Instant now = START;

        // when
        for (int attempt = 0; attempt < 8; attempt++) {
            bot.orderBegun();
            assertThat(bot.exitToRepeat(now.plus(Duration.ofDays(1)))).isEmpty();
            bot.orderRefused(now);
            Instant refused = now;
            while (bot.exitToRepeat(now).isEmpty()) {
                now = now.plusMillis(500);
            }
            pauses.add(Duration.between(refused, now).toSeconds());
        }

        // then
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        bot.orderBegun();
        bot.left(now);
        assertThat(bot.exitToRepeat(now.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(bot.isFree()).isTrue();
    }

    @Test
    void forgetsARefusedEntry() {
        bot.signalled(signal(SignalAction.ENTER));
        bot.orderBegun();
        bot.orderRefused(START);
        assertThat(bot.isFree()).isTrue();
        assertThat(bot.exitToRepeat(START.plusSeconds(60))).isEmpty();
    }

    @Test
    void neverUsesAnOrderIdTwice() {
        String first = bot.orderId(START, SignalAction.EXIT);
        assertThat(first).isEqualTo("a-" + Long.toString(START.toEpochMilli(), 36) + "-X");
        assertThat(bot.orderId(START, SignalAction.EXIT)).isNotEqualTo(first);
        assertThat(bot.orderId(START, SignalAction.ENTER)).isNotEqualTo(first).endsWith("-E");
        assertThat(bot.orderId(START.minusSeconds(1), SignalAction.EXIT)).isNotEqualTo(first);
        assertThat("x".repeat(25) + first.substring(1)).hasSizeLessThanOrEqualTo(36);
    }

    private static BotConfig cooling() {
        BotConfig plain = Fixtures.bot("a", "BTCUSDT");
        return new BotConfig(
                plain.id(),
                plain.account(),
                plain.symbol(),
                plain.interval(),
                plain.strategy(),
                plain.parameters(),
                plain.orderQuote(),
                null,
                null,
                Duration.ofSeconds(5));
    }

    private static SignalGenerated signal(SignalAction action) {
        Header header = new Header("id", START, "alpha", null, 0);
        return new SignalGenerated(
                header, "a", "main", "BTCUSDT", Interval.S1, "colour", action, 1, "", Map.of());
    }

    @Test
    void showsWhatItIs() {
        assertThat(bot.failed("boom")).isEqualTo(1);
        var view = bot.view(BigDecimal.ONE, BigDecimal.TEN);
        assertThat(view.status()).isEqualTo(BotStatus.STARTING);
        assertThat(view.lastFailure()).isEqualTo("boom");
        assertThat(view.position()).isEqualTo(BigDecimal.ONE);
    }
}
