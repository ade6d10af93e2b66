package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Line;
import io.tickmesh.mesh.event.SignalAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// A strategy that is a few conditions over lines, the first of which that is true decides. What it shows is what it reads, so it
/// also knows how much history it wants.
///
/// Where a strategy's textbook leaves it open, an entry is something that happens, true on one bar, and an exit is something that
/// is, true until the position is closed: an entry that could not be made is out of date, an exit is not.
final class Plan implements Strategy {
    private final List<Trigger> triggers = new ArrayList<>();
    private final Map<String, DoubleSupplier> shown = new LinkedHashMap<>();
    private int warmUpBars;

    /// Enters when `condition` is true and there is no position.
    Plan enter(String reason, BooleanSupplier condition) {
        triggers.add(new Trigger(SignalAction.ENTER, reason, condition));
        return this;
    }

    /// Leaves when `condition` is true and there is a position.
    Plan exit(String reason, BooleanSupplier condition) {
        triggers.add(new Trigger(SignalAction.EXIT, reason, condition));
        return this;
    }

    /// Shows a line that the conditions read.
    Plan shows(String name, Line line) {
        return shows(name, line, line::now);
    }

    /// Shows a line that the conditions read as it was on the bar before.
    Plan showsBefore(String name, Line line) {
        return shows(name, line, line::before);
    }

    private Plan shows(String name, Line line, DoubleSupplier value) {
        shown.put(name, value);
        return reads(line);
    }

    /// Says that the conditions read a line that means nothing to people.
    Plan reads(Line line) {
        warmUpBars = Math.clamp(line.warmUpBars() + 1, warmUpBars, Strategy.MAX_WARM_UP);
        return this;
    }

    @Override
    public int warmUpBars() {
        return warmUpBars;
    }

    @Override
    public Optional<Decision> decide(boolean holding) {
        SignalAction possible = holding ? SignalAction.EXIT : SignalAction.ENTER;
        for (int i = 0; i < triggers.size(); i++) {
            Trigger trigger = triggers.get(i);
            if (trigger.action == possible && trigger.condition.getAsBoolean()) {
                return Optional.of(new Decision(possible, trigger.reason, values()));
            }
        }
        return Optional.empty();
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        shown.forEach((name, value) -> {
            double known = value.getAsDouble();
            if (!Double.isNaN(known)) {
                values.put(name, known);
            }
        });
        return values;
    }

    private record Trigger(SignalAction action, String reason, BooleanSupplier condition) {}
}
