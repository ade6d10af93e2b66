package io.tickmesh.simulator.fault;

import java.util.SplittableRandom;

/// Decides at which messages a fault strikes, a limited number of times. Not thread-safe.
final class Strikes {

    private final double probability;
    private final SplittableRandom random;
    private long left;
    private long applied;

    Strikes(long most, Chance chance) {
        this.left = most;
        this.probability = chance.probability();
        this.random = new SplittableRandom(chance.seed());
    }

    /// Decides about the next message.
    boolean strike() {
        if (left == 0 || random.nextDouble() >= probability) {
            return false;
        }
        left--;
        applied++;
        return true;
    }

    boolean used() {
        return left == 0;
    }

    long applied() {
        return applied;
    }
}
