package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.event.SignalAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Providers of strategies, good and bad.
public final class Outsiders {
    private Outsiders() {}

    static StrategyType type(String name) {
        return new StrategyType(
                name,
                "Buys above a level.",
                List.of(Parameter.real("level", "where it buys", 1, 0, 10)),
                _ -> Optional.empty(),
                Above::new);
    }

    /// Brings one strategy.
    public static final class Good implements StrategyProvider {
        @Override
        public List<StrategyType> strategies() {
            return List.of(type("outsider"));
        }
    }

    /// Brings names that are taken, and one that is not.
    public static final class Copies implements StrategyProvider {
        @Override
        public List<StrategyType> strategies() {
            return List.of(type("ema-cross"), type("rule"), type("latecomer"));
        }
    }

    /// Throws when it is asked.
    public static final class Broken implements StrategyProvider {
        @Override
        public List<StrategyType> strategies() {
            throw new IllegalStateException("broken");
        }
    }

    /// Throws when it is made.
    public static final class Unborn implements StrategyProvider {
        public Unborn() {
            throw new IllegalStateException("unborn");
        }

        @Override
        public List<StrategyType> strategies() {
            return List.of();
        }
    }

    private record Above(Parameters parameters, Indicators indicators) implements Strategy {
        @Override
        public int warmUpBars() {
            return 1;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            double close = indicators.close().now();
            return !holding && close > parameters.real("level")
                    ? Optional.of(new Decision(SignalAction.ENTER, "above", Map.of("close", close)))
                    : Optional.empty();
        }
    }
}
