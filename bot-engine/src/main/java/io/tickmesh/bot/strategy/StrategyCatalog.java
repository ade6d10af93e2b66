package io.tickmesh.bot.strategy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The strategies that can be configured. A new one is a class and a line here.
public final class StrategyCatalog {
    private final Map<String, StrategyType> types = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if two types have the same name
    public StrategyCatalog(List<StrategyType> types) {
        for (StrategyType type : types) {
            if (this.types.putIfAbsent(type.name(), type) != null) {
                throw new IllegalArgumentException("name must be unique, was " + type.name());
            }
        }
    }

    /// Returns a catalogue of the strategies that come with Tickmesh.
    public static StrategyCatalog standard() {
        return new StrategyCatalog(
                List.of(
                        EmaCross.TYPE,
                        RsiReversion.TYPE,
                        BollingerMeanReversion.TYPE,
                        MacdCross.TYPE,
                        DonchianBreakout.TYPE,
                        SuperTrendFlip.TYPE));
    }

    /// Returns a catalogue with one more strategy.
    public StrategyCatalog with(StrategyType type) {
        List<StrategyType> more = new ArrayList<>(types.values());
        more.add(type);
        return new StrategyCatalog(more);
    }

    public Optional<StrategyType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /// Returns the names in the order of the catalogue.
    public List<String> names() {
        return List.copyOf(types.keySet());
    }
}
