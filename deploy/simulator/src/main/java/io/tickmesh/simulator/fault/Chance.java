package io.tickmesh.simulator.fault;

/// Whether a fault strikes: the same seed strikes at the same messages.
///
/// @param probability above 0, at most 1
public record Chance(double probability, long seed) {

    /// Strikes every time.
    public static final Chance ALWAYS = new Chance(1, 1);

    public Chance {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "probability must be above 0 and at most 1, was " + probability);
        }
    }
}
