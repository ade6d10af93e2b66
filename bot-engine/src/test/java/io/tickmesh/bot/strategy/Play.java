package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Plays candles to a strategy and holds what it enters.
final class Play {
    final List<Decision> decisions = new ArrayList<>();

    /// The bars on which it decided, from 0.
    final List<Integer> bars = new ArrayList<>();

    private final Indicators indicators = new Indicators();
    private final Strategy strategy;
    private @Nullable Decision last;
    private boolean holding;
    private int bar;
    private int flatAt;

    Play(StrategyType type, String... namesAndValues) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            texts.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        Parameters parameters =
                type.read(
                        texts,
                        (name, problem) -> {
                            throw new IllegalArgumentException(name + " " + problem);
                        });
        strategy = type.factory().apply(parameters, indicators);
    }

    static StrategyType standard(String name) {
        return StrategyCatalog.standard().find(name).orElseThrow();
    }

    static Candle candle(double open, double high, double low, double close) {
        return new Candle(0, open, high, low, close, 1, close, 1);
    }

    int warmUpBars() {
        return strategy.warmUpBars();
    }

    /// Plays bars that are nothing but a close.
    Play closes(double... closes) {
        for (double close : closes) {
            candle(candle(close, close, close, close));
        }
        return this;
    }

    Play candle(Candle candle) {
        indicators.update(candle);
        last = strategy.decide(holding).orElse(null);
        if (last != null) {
            decisions.add(last);
            bars.add(bar);
            holding = last.action() == SignalAction.ENTER;
        }
        bar++;
        return this;
    }

    Play candles(List<Candle> candles) {
        candles.forEach(this::candle);
        return this;
    }

    /// Shows candles without asking for a decision.
    Play looksOn(List<Candle> candles) {
        candles.forEach(indicators::update);
        bar += candles.size();
        return this;
    }

    /// Closes the position in another way than the strategy's.
    Play flat() {
        holding = false;
        flatAt = decisions.size();
        return this;
    }

    boolean isQuiet() {
        return last == null;
    }

    Decision last() {
        return Objects.requireNonNull(last, "no decision on the last candle");
    }

    List<Decision> decisionsSinceFlat() {
        return decisions.subList(flatAt, decisions.size());
    }
}
