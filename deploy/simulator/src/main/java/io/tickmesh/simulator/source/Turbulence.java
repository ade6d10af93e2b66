package io.tickmesh.simulator.source;

/// How wild a random walk is beyond its plain noise: calm and busy times follow each other, and now and then the price jumps.
///
/// @param clusterDeviation standard deviation of the logarithm of the volatility, 0 keeps it constant, at most 2
/// @param clusterSeconds how long a calm or busy time lasts, as the decay time of its autocorrelation
/// @param jumpsPerDay mean number of jumps of each symbol in a day, at most 86,400
/// @param jumpDeviation standard deviation of a jump's log return, at most 0.5
public record Turbulence(
        double clusterDeviation, double clusterSeconds, double jumpsPerDay, double jumpDeviation) {

    private static final double MOST_CLUSTER_DEVIATION = 2;
    private static final double LONGEST_CLUSTER_SECONDS = 864_000;
    private static final double MOST_JUMPS_PER_DAY = 86_400;
    private static final double MOST_JUMP_DEVIATION = 0.5;

    public Turbulence {
        require("clusterDeviation", clusterDeviation, 0, MOST_CLUSTER_DEVIATION);
        require("clusterSeconds", clusterSeconds, 1, LONGEST_CLUSTER_SECONDS);
        require("jumpsPerDay", jumpsPerDay, 0, MOST_JUMPS_PER_DAY);
        require("jumpDeviation", jumpDeviation, 0, MOST_JUMP_DEVIATION);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s must be from %s to %s, was %s".formatted(name, least, most, value));
        }
    }

    /// Returns what a demo can be traded with: busy times of ten minutes with up to three times the usual volatility, four jumps
    /// a day of mostly less than half a percent.
    public static Turbulence moderate() {
        return new Turbulence(0.4, 600, 4, 0.003);
    }

    /// Returns none at all: the same volatility always and no jump.
    public static Turbulence none() {
        return new Turbulence(0, 1, 0, 0);
    }
}
