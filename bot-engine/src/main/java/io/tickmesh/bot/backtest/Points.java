package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Makes a curve short enough to be looked at.
final class Points {
    /// The most points that are kept of a curve.
    static final int MOST = 10_000;

    private static final int DECIMALS = 8;

    private Points() {}

    /// Returns the curve, with at most [#MOST] points.
    static List<BacktestPoint> of(Curve curve, double capital) {
        List<BacktestPoint> points = new ArrayList<>(Math.min(curve.size(), MOST));
        double highest = capital;
        int buckets = MOST / 2;
        boolean all = curve.size() <= MOST;
        int from = 0;
        for (int bucket = 0; bucket < (all ? curve.size() : buckets); bucket++) {
            int to = all ? from + 1 : (int) ((bucket + 1L) * curve.size() / buckets);
            int lowest = from;
            for (int i = from; i < to; i++) {
                lowest = curve.equity(i) < curve.equity(lowest) ? i : lowest;
            }
            for (int i = from; i < to; i++) {
                highest = Math.max(highest, curve.equity(i));
                if (i == to - 1 || (i == lowest && !all)) {
                    points.add(point(curve, i, highest));
                }
            }
            from = to;
        }
        return points;
    }

    /// Returns so many of the points: of each stretch the lowest, and at last the last.
    static List<BacktestPoint> reduce(List<BacktestPoint> points, int count) {
        if (points.size() <= count) {
            return points;
        }
        List<BacktestPoint> reduced = new ArrayList<>(count);
        int stretches = count - 1;
        int size = points.size() - 1;
        for (int i = 0; i < stretches; i++) {
            int from = (int) ((long) i * size / stretches);
            int to = (int) ((i + 1L) * size / stretches);
            BacktestPoint lowest = points.get(from);
            for (BacktestPoint point : points.subList(from, to)) {
                lowest = point.equity().compareTo(lowest.equity()) < 0 ? point : lowest;
            }
            reduced.add(lowest);
        }
        reduced.add(points.getLast());
        return reduced;
    }

    private static BacktestPoint point(Curve curve, int index, double highest) {
        double equity = curve.equity(index);
        return new BacktestPoint(
                Instant.ofEpochMilli(curve.millis(index)),
                BigDecimal.valueOf(equity).setScale(DECIMALS, RoundingMode.HALF_EVEN),
                100 * (highest - equity) / highest);
    }
}
