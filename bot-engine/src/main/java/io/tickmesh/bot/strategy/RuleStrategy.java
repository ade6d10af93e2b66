package io.tickmesh.bot.strategy;

import io.tickmesh.bot.strategy.rule.CompiledRule;
import io.tickmesh.bot.strategy.rule.Rule;
import io.tickmesh.bot.strategy.rule.RuleSyntaxException;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.request.StrategyView;
import java.util.List;
import java.util.Optional;

/// A strategy that is written as text.
final class RuleStrategy implements Strategy {
    static final String NAME = "rule";
    static final StrategyView VIEW = new StrategyView(NAME, Rule.GRAMMAR, List.of());

    private final CompiledRule rule;

    private RuleStrategy(CompiledRule rule) {
        this.rule = rule;
    }

    static StrategyType type(String text) throws RuleSyntaxException {
        Rule rule = Rule.parse(text);
        return new StrategyType(
                NAME,
                rule.toString(),
                List.of(),
                StrategyType::none,
                (_, indicators) -> new RuleStrategy(rule.compile(indicators)));
    }

    @Override
    public int warmUpBars() {
        return Math.min(MAX_WARM_UP, rule.warmUpBars());
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        Optional<CompiledRule.Reason> reason = holding ? rule.leaves() : rule.enters();
        if (reason.isEmpty()) {
            return Optional.empty();
        }
        SignalAction action = holding ? SignalAction.EXIT : SignalAction.ENTER;
        return Optional.of(new Decision(action, reason.get().text(), reason.get().values()));
    }
}
