package io.tickmesh.market.candle;

/// A sum of doubles that also keeps what rounding takes away (Neumaier), so that a month of trades sums up to what the exchange's
/// decimals do. Not thread-safe.
final class Sum {
    private double total;
    private double lost;

    void set(double value) {
        total = value;
        lost = 0;
    }

    void add(double value) {
        double next = total + value;
        lost +=
                Math.abs(total) >= Math.abs(value)
                        ? (total - next) + value
                        : (value - next) + total;
        total = next;
    }

    double value() {
        return total + lost;
    }
}
