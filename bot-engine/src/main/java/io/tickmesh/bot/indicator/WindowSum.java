package io.tickmesh.bot.indicator;

/// Sum of the last `period` numbers, O(1). Rounding errors are summed up beside it (Neumaier), so that neither the length of the
/// stream nor a spike that left the window can be seen in it.
final class WindowSum {
    private final double[] window;
    private int next;
    private int filled;
    private int nonZero;
    private double sum;
    private double lost;

    WindowSum(int period) {
        window = new double[Periods.positive(period)];
    }

    void add(double number) {
        double oldest = window[next];
        window[next] = number;
        next = next + 1 == window.length ? 0 : next + 1;
        filled = Math.min(filled + 1, window.length);
        nonZero += (number == 0 ? 0 : 1) - (oldest == 0 ? 0 : 1);
        if (nonZero == 0) {
            sum = 0;
            lost = 0;
        } else {
            accumulate(number);
            accumulate(-oldest);
        }
    }

    double sum() {
        return sum + lost;
    }

    boolean isFull() {
        return filled == window.length;
    }

    private void accumulate(double number) {
        double total = sum + number;
        lost += Math.abs(sum) >= Math.abs(number) ? (sum - total) + number : (number - total) + sum;
        sum = total;
    }
}
