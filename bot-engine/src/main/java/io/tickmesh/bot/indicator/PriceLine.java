package io.tickmesh.bot.indicator;

/// A price of the bars as a line.
final class PriceLine extends Filter {
    PriceLine(Price price) {
        super(price);
    }

    @Override
    double apply(double number) {
        return number;
    }

    @Override
    int warmUpNumbers() {
        return 1;
    }
}
