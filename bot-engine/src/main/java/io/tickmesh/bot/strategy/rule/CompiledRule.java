package io.tickmesh.bot.strategy.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule that reads the indicators of one symbol and interval. Evaluating it allocates nothing until it is true. Not thread-safe.
public final class CompiledRule {
    private static final int MAX_REASON = 200;

    private final int warmUpBars;
    private final Clause enter;
    private final @Nullable Clause exit;

    CompiledRule(int warmUpBars, Clause enter, @Nullable Clause exit) {
        this.warmUpBars = warmUpBars;
        this.enter = enter;
        this.exit = exit;
    }

    /// Returns the bars after which no number in it depends on where its indicators began.
    public int warmUpBars() {
        return warmUpBars;
    }

    /// Returns why to enter after the last bar; empty if not, or while a number that decides is unknown.
    public Optional<Reason> enters() {
        return enter.reason();
    }

    /// Returns why to leave after the last bar; empty if not, or while a number that decides is unknown.
    public Optional<Reason> leaves() {
        return exit == null ? Optional.empty() : exit.reason();
    }

    /// Why a rule is true.
    ///
    /// @param text the condition, cut if it is very long
    /// @param values what it read where it is true, by the text of the reading
    public record Reason(String text, Map<String, Double> values) {}

    /// One of the two conditions of a rule.
    record Clause(String text, Truth truth) {
        Optional<Reason> reason() {
            if (truth.value() != Truth.TRUE) {
                return Optional.empty();
            }
            Map<String, Double> values = new LinkedHashMap<>();
            truth.explain(values);
            boolean fits = text.length() <= MAX_REASON;
            return Optional.of(
                    new Reason(fits ? text : text.substring(0, MAX_REASON) + "...", values));
        }
    }
}
