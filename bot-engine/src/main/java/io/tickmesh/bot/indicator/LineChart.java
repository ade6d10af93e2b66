package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.request.ChartLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws the lines of indicators over candles. Not thread-safe.
public final class LineChart {
    private final Indicators indicators;

    /// @param indicators that have seen no candle; each that somebody has asked for is drawn, but not the prices themselves
    public LineChart(Indicators indicators) {
        this.indicators = indicators;
    }

    /// Shows candles to the indicators, once, and returns their lines.
    ///
    /// @param candles oldest first
    /// @param shown how many of the newest are drawn; those before only warm up
    public List<ChartLine> draw(List<Candle> candles, int shown) {
        List<Trace> traces = new ArrayList<>();
        for (Map.Entry<String, Indicator> entry : indicators.taken().entrySet()) {
            if (Price.named(entry.getKey()).isEmpty()) {
                entry.getValue()
                        .lines()
                        .forEach(line ->
                                traces.add(new Trace(entry.getKey(), entry.getValue(), line)));
            }
        }
        int skipped = candles.size() - shown;
        for (int i = 0; i < candles.size(); i++) {
            indicators.update(candles.get(i));
            if (i >= skipped) {
                traces.forEach(Trace::read);
            }
        }
        return traces.stream().map(Trace::drawn).toList();
    }

    private static final class Trace {
        private final String key;
        private final Indicator owner;
        private final Line line;
        private final List<@Nullable Double> values = new ArrayList<>();
        private int first;

        Trace(String key, Indicator owner, Line line) {
            this.key = key;
            this.owner = owner;
            this.line = line;
        }

        /// One that threw is of no use any more; those that were asked for with it are.
        void read() {
            double now = owner.hasFailed() ? Double.NaN : line.now();
            if (Double.isFinite(now)) {
                values.add(now);
            } else if (values.isEmpty()) {
                first++;
            } else {
                values.add(null);
            }
        }

        ChartLine drawn() {
            LineName name = LineName.of(key, line.name(), owner.lines().size());
            return new ChartLine(name.text(), name.onPrice(), first, values);
        }
    }
}
