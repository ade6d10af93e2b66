package io.tickmesh.bot.strategy;

import io.tickmesh.bot.strategy.rule.RuleSyntaxException;
import io.tickmesh.mesh.request.Strategies;
import io.tickmesh.mesh.request.StrategyView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/// The strategies that can be configured: those that come with Tickmesh, those that providers on the class path bring, and rules.
/// A new one is a class and a line here, or a [StrategyProvider] elsewhere. Immutable.
public final class StrategyCatalog {
    private final Map<String, StrategyType> types = new LinkedHashMap<>();
    private final List<String> problems;

    /// @throws IllegalArgumentException if two types have the same name, or one is called `rule`
    public StrategyCatalog(List<StrategyType> types) {
        this(types, List.of());
    }

    private StrategyCatalog(List<StrategyType> types, List<String> problems) {
        types.forEach(this::add);
        this.problems = problems;
    }

    private StrategyCatalog(List<StrategyType> types, ServiceLoader<StrategyProvider> outside) {
        types.forEach(this::add);
        problems = new OutsideStrategies(this::add).load(outside);
    }

    /// Returns a catalogue of the strategies that come with Tickmesh and those of the providers on the class path.
    public static StrategyCatalog standard() {
        return with(ServiceLoader.load(StrategyProvider.class));
    }

    /// Returns a catalogue of the strategies that come with Tickmesh and those of these providers.
    static StrategyCatalog with(ServiceLoader<StrategyProvider> outside) {
        return new StrategyCatalog(BuiltIn.TYPES, outside);
    }

    /// Returns a catalogue with one more strategy.
    public StrategyCatalog with(StrategyType type) {
        List<StrategyType> more = new ArrayList<>(types.values());
        more.add(type);
        return new StrategyCatalog(more, problems);
    }

    /// Returns the strategy of a name; `rule` is none, because it needs its text.
    public Optional<StrategyType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /// Returns the strategy that a text describes.
    ///
    /// @throws RuleSyntaxException with the place of the mistake, if the text is no rule
    public StrategyType rule(String text) throws RuleSyntaxException {
        return RuleStrategy.type(text);
    }

    /// Returns the names in the order of the catalogue, without `rule`.
    public List<String> names() {
        return List.copyOf(types.keySet());
    }

    /// Returns what is wrong with strategies from outside, a sentence for each problem; they are not in the catalogue.
    public List<String> problems() {
        return problems;
    }

    /// Returns all strategies as people see them, `rule` among them.
    public Strategies views() {
        return new Strategies(
                Stream.concat(
                                types.values().stream().map(StrategyType::view),
                                Stream.of(RuleStrategy.VIEW))
                        .sorted(Comparator.comparing(StrategyView::name))
                        .toList());
    }

    private void add(StrategyType type) {
        if (type.name().equals(RuleStrategy.NAME)) {
            throw new IllegalArgumentException("name must not be " + RuleStrategy.NAME);
        }
        if (types.putIfAbsent(type.name(), type) != null) {
            throw new IllegalArgumentException("name must be unique, was " + type.name());
        }
    }
}
