package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestResult;
import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.recording.RecordedCandles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums a run up, see [Figures] for the formulas.
final class Report {
    private Report() {}

    static BacktestResult of(Plan plan, Recorder recorder, long bars, long tookMillis) {
        Curve curve = recorder.curve();
        double capital = plan.capital().doubleValue();
        double end = recorder.cash().doubleValue();
        Figures figures = new Figures(capital, curve);
        List<BacktestTrade> trades = recorder.trades();
        Instant from = Instant.ofEpochMilli(plan.fromMillis());
        Instant to = Instant.ofEpochMilli(plan.endMillis());
        double periods = periodsPerYear(plan);
        return new BacktestResult(
                from,
                to,
                bars,
                trades.size(),
                plan.capital(),
                recorder.cash(),
                100 * (end / capital - 1),
                figures.cagrPercent(end, Duration.between(from, to)),
                figures.sharpe(periods),
                figures.sortino(periods),
                periods,
                figures.drawdownPercent(),
                figures.drawdownTo() < 0 ? null : at(curve, figures.drawdownFrom(), from),
                figures.drawdownTo() < 0 ? null : at(curve, figures.drawdownTo(), from),
                curve.size() == 0 ? 0 : 100.0 * curve.exposed() / curve.size(),
                Figures.profitFactor(trades),
                Figures.winRatePercent(trades),
                Figures.best(trades, BacktestTrade::returnPercent),
                worst(trades),
                buyHold(plan),
                recorder.fees(),
                recorder.orders(),
                recorder.refused(),
                tookMillis);
    }

    private static Instant at(Curve curve, int index, Instant start) {
        return index < 0 ? start : Instant.ofEpochMilli(curve.millis(index));
    }

    private static @Nullable Double worst(List<BacktestTrade> trades) {
        Double opposite = Figures.best(trades, trade -> -trade.returnPercent());
        return opposite == null ? null : (Double) (-opposite);
    }

    /// The equity is marked at the end of recorded candles, or in the mode PATH at the end of those that strategies see.
    private static double periodsPerYear(Plan plan) {
        Interval interval =
                plan.prices() == PriceMode.PATH
                        ? plan.interval()
                        : plan.recordings().getFirst().candles().interval();
        return (double) Figures.YEAR.toMillis() / interval.nominal().toMillis();
    }

    /// Mean of the symbols' returns from the first close to the last.
    private static @Nullable Double buyHold(Plan plan) {
        double sum = 0;
        int count = 0;
        for (Recording recording : plan.recordings()) {
            RecordedCandles candles = recording.candles();
            int first = candles.rowFrom(plan.fromMillis());
            int last = candles.rowFrom(plan.endMillis()) - 1;
            if (last >= first) {
                sum += (double) candles.close(last) / candles.close(first) - 1;
                count++;
            }
        }
        return Figures.defined(100 * sum / count);
    }
}
