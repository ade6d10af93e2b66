package io.tickmesh.bot;

import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Parameters;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.Interval;
import java.util.List;
import java.util.Optional;

/// What one bot does, checked: see [DefinitionCheck].
///
/// @param strategy the one that the definition names, or its rule
/// @param parameters all of them, with the standard values of those that the definition does not name
public record BotConfig(BotDefinition definition, StrategyType strategy, Parameters parameters) {
    /// Returns a bot that never decides, for a definition that cannot be followed any more; its position is still looked after.
    static BotConfig broken(BotDefinition definition) {
        StrategyType none =
                new StrategyType(
                        "none", "", List.of(), _ -> Optional.empty(), (_, _) -> new Undecided());
        return new BotConfig(definition, none, none.standard());
    }

    public String id() {
        return definition.id();
    }

    public String account() {
        return definition.account();
    }

    public String symbol() {
        return definition.symbol();
    }

    public Interval interval() {
        return definition.interval();
    }

    public Sizing sizing() {
        return definition.sizing();
    }

    public Entry entry() {
        return definition.entry();
    }

    public Exits exits() {
        return definition.exits();
    }

    private static final class Undecided implements Strategy {
        @Override
        public int warmUpBars() {
            return 0;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            return Optional.empty();
        }
    }
}
