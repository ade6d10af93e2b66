package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.market.PriceSink;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The random path of one symbol: noise around a drift that keeps its direction for a minute or two, so that moving averages
/// find trends to follow, pulled back to the start price over days; its volatility comes in clusters, and it jumps. Not
/// thread-safe.
final class Walker {

    private static final double DRIFT_SECONDS = 120;
    private static final double REVERSION_SECONDS = 172_800;

    /// Shares of a second's standard deviation: a minute moves about 0.7 times the instrument's hint, which comes from wild days.
    private static final double DRIFT_SHARE = 0.09;

    private static final double NOISE_SHARE = 0.3;

    /// Takers mostly push where the price is going, else the bounce between bid and ask would drown the trend.
    private static final double AGAINST_DRIFT = 0.1;

    private static final double TRADES_PER_MOVE = 2.0 / 3;
    private static final double SPREAD_SHARE = 2e-5;
    private static final double TYPICAL_NOTIONAL_DOLLARS = 600;
    private static final double TYPICAL_NOTIONAL_BITCOINS = 0.012;
    private static final double SECOND_MILLIS = 1_000;

    private final int symbol;
    private final RandomGenerator random;
    private final Volatility volatility;
    private final double startTicks;
    private final double deviationPerSecond;
    private final double typicalSteps;
    private final double movesPerMilli;
    private double mid;
    private double drift;
    private double nextMove;
    private long lastMoveMillis;

    Walker(
            int symbol,
            Instrument instrument,
            long seed,
            double tradesPerSecond,
            Turbulence turbulence,
            long startMillis) {
        this.symbol = symbol;
        // The name, not the index, seeds the path: leaving a symbol out does not change the others.
        long ownSeed = seed * 0x9E3779B97F4A7C15L + instrument.symbol().hashCode();
        this.random = new SplittableRandom(ownSeed);
        this.volatility = new Volatility(turbulence, ~ownSeed);
        double tick = 1.0 / Instrument.powerOfTen(instrument.priceDecimals());
        double step = 1.0 / Instrument.powerOfTen(instrument.quantityDecimals());
        double startPrice = instrument.startPrice().doubleValue();
        double notional =
                instrument.quote().equals("BTC")
                        ? TYPICAL_NOTIONAL_BITCOINS
                        : TYPICAL_NOTIONAL_DOLLARS;
        this.startTicks = startPrice / tick;
        this.deviationPerSecond = instrument.volatilityPerMinute() / Math.sqrt(60);
        this.typicalSteps = Math.max(1, notional / startPrice / step);
        this.movesPerMilli = tradesPerSecond / TRADES_PER_MOVE / SECOND_MILLIS;
        this.mid = startTicks;
        this.lastMoveMillis = startMillis;
        this.nextMove = startMillis;
        scheduleNextMove();
    }

    long nextMillis() {
        return (long) nextMove;
    }

    void open(PriceSink sink, long atMillis) {
        sink.session(symbol, atMillis, Long.MAX_VALUE, Math.round(mid));
    }

    /// Walks through a stretch of the past in equal steps, each standing for all trades of its length.
    void past(
            PriceSink sink,
            long fromMillis,
            long untilMillis,
            long stepMillis,
            double tradesPerSecond) {
        double seconds = stepMillis / SECOND_MILLIS;
        double decay = StrictMath.exp(-seconds / DRIFT_SECONDS);
        long count = Math.max(1, Math.round(tradesPerSecond * seconds));
        for (long at = fromMillis; at < untilMillis; at += stepMillis) {
            walk(seconds, decay);
            quoteAndTrade(sink, at, true, count, typicalSteps * count);
        }
    }

    /// Makes the move that is due: the mid price walks, most moves trade, each one quotes.
    void move(PriceSink sink) {
        long at = nextMillis();
        double seconds = (at - lastMoveMillis) / SECOND_MILLIS;
        lastMoveMillis = at;
        walk(seconds, StrictMath.exp(-seconds / DRIFT_SECONDS));
        boolean trades = random.nextDouble() < TRADES_PER_MOVE;
        quoteAndTrade(sink, at, trades, 1, typicalSteps * burst());
        scheduleNextMove();
    }

    private void scheduleNextMove() {
        nextMove -= StrictMath.log(1 - random.nextDouble()) / movesPerMilli;
    }

    /// A few large trades among many small ones.
    private double burst() {
        double u = random.nextDouble();
        return 0.1 + 0.25 * u / (1.02 - u);
    }

    private void walk(double seconds, double decay) {
        drift =
                drift * decay
                        + Math.sqrt(1 - decay * decay)
                                * DRIFT_SHARE
                                * deviationPerSecond
                                * random.nextGaussian();
        double noise =
                NOISE_SHARE * deviationPerSecond * Math.sqrt(seconds) * random.nextGaussian();
        double pull = (startTicks - mid) / startTicks * Math.min(1, seconds / REVERSION_SECONDS);
        double move = drift * Math.min(seconds, DRIFT_SECONDS) + noise;
        mid *= 1 + volatility.after(seconds) * move + pull;
        mid *= StrictMath.exp(volatility.jump(seconds));
        mid = Math.max(mid, startTicks / 50);
    }

    private void quoteAndTrade(PriceSink sink, long at, boolean trades, long count, double size) {
        long spread = Math.max(1, Math.round(mid * SPREAD_SHARE * (0.5 + random.nextDouble())));
        long bid = Math.max(1, Math.round(mid - spread / 2.0));
        long ask = bid + spread;
        boolean buyerMaker = drift < 0 ^ random.nextDouble() < AGAINST_DRIFT;
        if (trades) {
            long steps = Math.max(1, Math.round(size * (0.6 + 0.8 * random.nextDouble())));
            sink.trade(symbol, at, count, buyerMaker ? bid : ask, steps, buyerMaker);
        }
        sink.quote(symbol, at, bid, restingSteps(), ask, restingSteps());
    }

    private long restingSteps() {
        return Math.max(1, Math.round(typicalSteps * (0.5 + 6 * random.nextDouble())));
    }
}
