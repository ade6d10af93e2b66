package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.strategy.rule.RuleSyntaxException;
import io.tickmesh.mesh.market.Candle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What one bot costs for one candle. The limit is a hundredth of a millisecond, many times what it takes, so that only a
/// strategy that does work in proportion to its window fails here.
class EvaluationCostTest {
    private static final int CANDLES = 100_000;
    private static final int ROUNDS = 3;
    private static final long LIMIT_NANOS = 10_000;

    static Stream<StrategyType> types() throws RuleSyntaxException {
        StrategyCatalog catalog = StrategyCatalog.standard();
        StrategyType rule =
                catalog.rule(
                        "enter: rsi(14) crosses below 30 and close < bollinger(20, 2).lower;"
                                + "exit: rsi(14) > 70");
        return Stream.concat(
                catalog.names().stream().flatMap(name -> catalog.find(name).stream()),
                Stream.of(rule));
    }

    @ParameterizedTest
    @MethodSource("types")
    void isMicrosecondsAtMost(StrategyType type) {
        List<Candle> candles = walk();
        Indicators indicators = new Indicators();
        Strategy strategy = type.factory().apply(type.standard(), indicators);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        boolean holding = false;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            for (Candle candle : candles) {
                indicators.update(candle);
                holding ^= strategy.decide(holding).isPresent();
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - begun) / CANDLES);
        }
        System.out.printf("evaluation of %s: %d ns%n", type.name(), best);
        assertThat(best).isLessThan(LIMIT_NANOS);
    }

    private static List<Candle> walk() {
        Random random = new Random(2);
        List<Candle> candles = new ArrayList<>();
        double open = 57_000;
        for (int i = 0; i < CANDLES; i++) {
            double close = open * Math.exp(0.001 * random.nextGaussian());
            candles.add(
                    new Candle(
                            i,
                            open,
                            Math.max(open, close) + 1,
                            Math.min(open, close) - 1,
                            close,
                            1,
                            1,
                            1));
            open = close;
        }
        return candles;
    }
}
