package io.tickmesh.benchmarks;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.mesh.market.Candle;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One evaluation of a bot: its indicators learn a candle and it decides.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EvaluationBenchmark {
    private static final int CANDLES = 4096;

    @Param({"ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend"})
    public String strategy = "ema-cross";

    private final Candle[] candles = new Candle[CANDLES];
    private Indicators indicators = new Indicators();
    private Strategy evaluated = strategy(strategy, indicators);
    private boolean holding;
    private int next;

    /// Makes a random walk.
    @Setup
    public void prepare() {
        Random random = new Random(1);
        double price = 100;
        for (int i = 0; i < CANDLES; i++) {
            double close = price * (1 + random.nextGaussian() * 0.001);
            candles[i] =
                    new Candle(
                            i * 60_000L,
                            price,
                            Math.max(price, close) * 1.0005,
                            Math.min(price, close) * 0.9995,
                            close,
                            10,
                            1_000,
                            100);
            price = close;
        }
        indicators = new Indicators();
        evaluated = strategy(strategy, indicators);
    }

    @Benchmark
    public Optional<Decision> evaluate() {
        Candle candle = candles[next];
        next = (next + 1) % CANDLES;
        indicators.update(candle);
        Optional<Decision> decision = evaluated.decide(holding);
        holding ^= decision.isPresent();
        return decision;
    }

    private static Strategy strategy(String name, Indicators indicators) {
        var type = StrategyCatalog.standard().find(name).orElseThrow();
        return type.factory().apply(type.standard(), indicators);
    }
}
