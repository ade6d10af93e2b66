package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.ListBots;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a bot costs for one candle, all in: bus, price, strategy, signals, orders, events, snapshots and the test's own readers.
class FleetCostTest {
    private static final int WARM_UP_SECONDS = 600;
    private static final int SECONDS = 900;
    private static final List<String> STRATEGIES =
            List.of("ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend");

    @Test
    void anEvaluationCostsLessThanAMillisecondAllIn() {
        try (World world = World.replayed()) {
            // given
            world.with(Fixtures.engine(Duration.ZERO, fleet()));
            Random random = new Random(9);
            play(world, random, 0, WARM_UP_SECONDS);
            long evaluations = evaluations(world);
            long begun = cpuNanos(world);

            // when
            play(world, random, WARM_UP_SECONDS, WARM_UP_SECONDS + SECONDS);

            // then
            long nanos = cpuNanos(world) - begun;
            long done = evaluations(world) - evaluations;
            System.out.printf(
                    "%d evaluations, %d orders, all in: %d ns CPU each%n",
                    done, world.checks.size(), nanos / done);
            assertThat(done).isGreaterThan(40L * SECONDS);
            assertThat(nanos / done).isLessThan(1_000_000);
        }
    }

    private static void play(World world, Random random, int from, int to) {
        double price = 50_000;
        for (int second = from; second < to; second++) {
            Instant now = START.plusSeconds(second);
            double open = price;
            price = Math.rint(price * Math.exp(0.0005 * random.nextGaussian()) * 100) / 100;
            world.price(now, "BTCUSDT", price);
            world.candle(now, "BTCUSDT", open, price);
            world.step(now);
        }
    }

    private static BotConfig[] fleet() {
        List<BotConfig> bots = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            String strategy = STRATEGIES.get(i % STRATEGIES.size());
            String id = "bot-" + String.format(Locale.ROOT, "%02d", i);
            bots.add(Fixtures.standard(id, "BTCUSDT", strategy));
        }
        return bots.toArray(BotConfig[]::new);
    }

    private static long evaluations(World world) {
        return world.ask(new ListBots(null)).items().stream().mapToLong(BotView::evaluations).sum();
    }

    /// CPU time of the one event loop.
    private static long cpuNanos(World world) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return world.onLoop(threads::getCurrentThreadCpuTime);
    }
}
