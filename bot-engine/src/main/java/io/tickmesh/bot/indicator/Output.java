package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;

/// A line of an indicator as input of another one.
///
/// @param line its name, for example `signal`
public record Output(IndicatorCall call, String line) implements Input {
    /// @throws IllegalArgumentException if the indicator has no such line
    public Output {
        if (!call.type().outputs().contains(line)) {
            throw new IllegalArgumentException(
                    "line of %s must be one of %s, was %s"
                            .formatted(call.type().name(), call.type().outputs(), line));
        }
    }

    /// Returns a source with an indicator of its own, so that it can begin at any time.
    @Override
    public Source source() {
        Indicator own = call.make();
        Line read = own.line(line);
        return new Source() {
            @Override
            public double next(Candle candle) {
                own.update(candle);
                return read.now();
            }

            @Override
            public int warmUpBars() {
                return own.warmUpBars();
            }
        };
    }

    @Override
    public String toString() {
        return call + "." + line;
    }
}
