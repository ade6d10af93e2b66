package io.tickmesh.bot.indicator;

/// Largest of the last `period` values, O(1) amortised: keeps only the values that can still become the largest.
final class RollingMax {
    private final int period;
    // A ring of candidates in descending order, each with the number of the update that brought it.
    private final double[] values;
    private final long[] numbers;
    private int head;
    private int size;
    private long count;

    RollingMax(int period) {
        this.period = Periods.positive(period);
        values = new double[period];
        numbers = new long[period];
    }

    void update(double value) {
        if (size > 0 && numbers[head] <= count - period) {
            head = (head + 1) % period;
            size--;
        }
        while (size > 0 && values[(head + size - 1) % period] <= value) {
            size--;
        }
        int slot = (head + size) % period;
        values[slot] = value;
        numbers[slot] = count;
        size++;
        count++;
    }

    double value() {
        return isReady() ? values[head] : Double.NaN;
    }

    boolean isReady() {
        return count >= period;
    }
}
