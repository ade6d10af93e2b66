package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.KlineInterval;
import io.tickmesh.simulator.market.PriceSink;
import io.tickmesh.simulator.market.PriceSource;
import java.util.List;
import java.util.stream.IntStream;

/// Prices that walk at random from a seed: the same seed gives every symbol the same path, counted from the start.
public final class RandomWalk implements PriceSource {

    private static final long MINUTE_MILLIS = 60_000;
    private static final long DAY_MILLIS = 86_400_000;

    /// History gets finer towards the start: at least 1,000 bars of every interval up to 15 minutes, a day of one
    /// minute, 1,200 of one second, each bar made of at least two trades.
    private enum Phase {
        QUARTER_HOURS(KlineInterval.M15, 11 * DAY_MILLIS, 225_000, DAY_MILLIS),
        FIVE_MINUTES(KlineInterval.M5, 1_010 * 5 * MINUTE_MILLIS, 75_000, 5 * MINUTE_MILLIS),
        THREE_MINUTES(KlineInterval.M3, 1_010 * 3 * MINUTE_MILLIS, 45_000, 3 * MINUTE_MILLIS),
        MINUTES(KlineInterval.M1, 1_450 * MINUTE_MILLIS, 15_000, MINUTE_MILLIS),
        SECONDS(KlineInterval.S1, 1_260_000, 500, 1_000);

        private final KlineInterval finest;
        private final long backMillis;
        private final long stepMillis;
        private final long alignMillis;

        Phase(KlineInterval finest, long backMillis, long stepMillis, long alignMillis) {
            this.finest = finest;
            this.backMillis = backMillis;
            this.stepMillis = stepMillis;
            this.alignMillis = alignMillis;
        }

        private long fromMillis(long startMillis) {
            return Math.floorDiv(startMillis - backMillis, alignMillis) * alignMillis;
        }
    }

    private final List<Instrument> instruments;
    private final long startMillis;
    private final double tradesPerSecond;
    private final List<Walker> walkers;
    private long nextMillis;

    /// Walks with moderate turbulence.
    ///
    /// @param tradesPerSecond mean number of trades per symbol and second
    public RandomWalk(
            List<Instrument> instruments, long seed, double tradesPerSecond, long startMillis) {
        this(instruments, seed, tradesPerSecond, Turbulence.moderate(), startMillis);
    }

    /// @param tradesPerSecond mean number of trades per symbol and second
    public RandomWalk(
            List<Instrument> instruments,
            long seed,
            double tradesPerSecond,
            Turbulence turbulence,
            long startMillis) {
        this.instruments = List.copyOf(instruments);
        this.startMillis = startMillis;
        this.tradesPerSecond = tradesPerSecond;
        this.walkers =
                IntStream.range(0, instruments.size())
                        .mapToObj(i ->
                                new Walker(
                                        i,
                                        instruments.get(i),
                                        seed,
                                        tradesPerSecond,
                                        turbulence,
                                        startMillis))
                        .toList();
        this.nextMillis = earliest();
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public long endMillis() {
        return Long.MAX_VALUE;
    }

    @Override
    public long recordedFromMillis(KlineInterval interval) {
        Phase[] phases = Phase.values();
        for (int i = phases.length - 1; i > 0; i--) {
            if (interval.compareTo(phases[i].finest) <= 0) {
                return phases[i].fromMillis(startMillis);
            }
        }
        return phases[0].fromMillis(startMillis);
    }

    @Override
    public void history(PriceSink sink) {
        Phase[] phases = Phase.values();
        for (Walker walker : walkers) {
            walker.open(sink, phases[0].fromMillis(startMillis));
            for (int i = 0; i < phases.length; i++) {
                long untilMillis =
                        i + 1 < phases.length ? phases[i + 1].fromMillis(startMillis) : startMillis;
                walker.past(
                        sink,
                        phases[i].fromMillis(startMillis),
                        untilMillis,
                        phases[i].stepMillis,
                        tradesPerSecond);
            }
        }
    }

    @Override
    public long nextMillis() {
        return nextMillis;
    }

    @Override
    public void deliver(PriceSink sink) {
        for (int i = 0; i < walkers.size(); i++) {
            Walker walker = walkers.get(i);
            while (walker.nextMillis() == nextMillis) {
                walker.move(sink);
            }
        }
        nextMillis = earliest();
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < walkers.size(); i++) {
            earliest = Math.min(earliest, walkers.get(i).nextMillis());
        }
        return earliest;
    }
}
