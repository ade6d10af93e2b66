package io.tickmesh.simulator.source;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The volatility of one symbol as it changes, and its jumps. Not thread-safe.
///
/// The logarithm `h` of the volatility is an Ornstein-Uhlenbeck process, sampled exactly: `h' = h a + s sqrt(1 - a^2) N` with
/// `a = exp(-dt / clusterSeconds)` (Scott 1987, "Option Pricing when the Variance Changes Randomly"). The factor `exp(h - s^2)`
/// leaves the mean variance as it is, since `E exp(2h) = exp(2 s^2)`. Jumps come as a Poisson process and have normal log
/// returns (Merton 1976, "Option Pricing when Underlying Stock Returns Are Discontinuous").
final class Volatility {

    private static final double DAY_SECONDS = 86_400;

    private final Turbulence turbulence;
    private final RandomGenerator random;
    private double logarithm;

    Volatility(Turbulence turbulence, long seed) {
        this.turbulence = turbulence;
        this.random = new SplittableRandom(seed);
        this.logarithm = turbulence.clusterDeviation() * random.nextGaussian();
    }

    /// Lets time pass and returns by how much the volatility differs from the usual one; its square is 1 in the mean.
    double after(double seconds) {
        double deviation = turbulence.clusterDeviation();
        double kept = StrictMath.exp(-seconds / turbulence.clusterSeconds());
        logarithm =
                logarithm * kept + deviation * Math.sqrt(1 - kept * kept) * random.nextGaussian();
        return StrictMath.exp(logarithm - deviation * deviation);
    }

    /// Returns the log return of the jump within so much time, mostly 0; of two jumps one counts.
    double jump(double seconds) {
        double chance = -StrictMath.expm1(-turbulence.jumpsPerDay() * seconds / DAY_SECONDS);
        return random.nextDouble() < chance
                ? turbulence.jumpDeviation() * random.nextGaussian()
                : 0;
    }
}
