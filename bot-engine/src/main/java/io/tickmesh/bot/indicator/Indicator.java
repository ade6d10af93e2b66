package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes lines from the bars that it is shown, and from nothing else, so that one that begins late can be shown the bars it
/// missed. Not thread-safe.
///
/// An indicator of one's own names its lines with [#output], sets them in [#accept], and is shared with [Indicators#share].
public abstract class Indicator {
    private final List<Line> lines = new ArrayList<>();
    private @Nullable Throwable failure;

    /// Takes in the next bar. Never throws: after a failure it does nothing any more, and reading its lines throws.
    public final void update(Candle candle) {
        if (failure != null) {
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).advance();
        }
        try {
            accept(candle);
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            failure = e;
        }
    }

    /// Returns the bars after which its values no longer depend on where it began: exactly where it looks at a window; where it
    /// smooths, what it began with then weighs less than 1e-7.
    public abstract int warmUpBars();

    /// Returns the main line, the first that was named.
    public final Line line() {
        return lines.getFirst();
    }

    /// Returns the line of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public final Line line(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "line must be one of %s, was %s"
                                        .formatted(lines.stream().map(Line::name).toList(), name)));
    }

    /// Returns all lines, the main one first.
    public final List<Line> lines() {
        return Collections.unmodifiableList(lines);
    }

    /// Returns whether it threw, so that it is of no use any more.
    public final boolean hasFailed() {
        return failure != null;
    }

    /// Computes the values of the next bar and sets them. A line that is not set is unknown on this bar.
    protected abstract void accept(Candle candle);

    /// Names a line; the first one is the main line.
    protected final Line output(String name) {
        Line line = new Line(this, name);
        lines.add(line);
        return line;
    }

    /// Sets the value of one of its lines on this bar.
    protected final void set(Line line, double value) {
        line.set(value);
    }

    final void requireSound() {
        if (failure != null) {
            throw new IllegalStateException(
                    "%s failed: %s".formatted(getClass().getSimpleName(), failure), failure);
        }
    }
}
