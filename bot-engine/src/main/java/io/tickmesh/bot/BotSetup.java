package io.tickmesh.bot;

import io.tickmesh.bot.execution.EntryPlan;
import io.tickmesh.bot.execution.PaperTerms;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.mesh.bot.Sizing;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a bot does, ready to be done: its strategy on its indicators, and how it buys. Not thread-safe.
final class BotSetup {
    // So many periods after its start an average true range has forgotten it.
    private static final int RANGES = 10;

    private final BotConfig config;
    private final Indicators indicators;
    private final Strategy strategy;
    private final EntryPlan plan;
    private final @Nullable Line averageTrueRange;

    /// @param indicators of its symbol and interval
    BotSetup(BotConfig config, Indicators indicators, PaperTerms terms) {
        this.config = config;
        this.indicators = indicators;
        this.strategy = config.strategy().factory().apply(config.parameters(), indicators);
        this.plan =
                new EntryPlan(
                        config.sizing(),
                        config.entry(),
                        config.exits(),
                        terms.fees(),
                        terms.slippageTicks());
        this.averageTrueRange =
                config.sizing().kind() == Sizing.Kind.RISK
                        ? indicators.atr(config.sizing().atrPeriod())
                        : null;
    }

    /// Gives up its indicators.
    void release() {
        indicators.release();
    }

    BotConfig config() {
        return config;
    }

    /// Returns how it buys.
    EntryPlan plan() {
        return plan;
    }

    /// Returns the average true range that its sizing wants, NaN if it wants none or it is not known yet.
    double averageTrueRange() {
        return averageTrueRange == null ? Double.NaN : averageTrueRange.now();
    }

    /// Returns what the strategy wants after the last candle.
    Optional<Decision> decide(boolean holding) {
        return strategy.decide(holding);
    }

    int warmUpBars() {
        return warmUpBars(config, strategy);
    }

    /// Returns how many candles of history such a bot wants before it decides.
    static int warmUpBars(BotConfig config) {
        return warmUpBars(
                config, config.strategy().factory().apply(config.parameters(), new Indicators()));
    }

    private static int warmUpBars(BotConfig config, Strategy strategy) {
        Sizing sizing = config.sizing();
        return sizing.kind() == Sizing.Kind.RISK
                ? Math.max(strategy.warmUpBars(), RANGES * sizing.atrPeriod())
                : strategy.warmUpBars();
    }
}
