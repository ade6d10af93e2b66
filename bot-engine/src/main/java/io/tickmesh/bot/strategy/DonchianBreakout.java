package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.List;

/// Enters when the close is above the highest high of the `entry` bars before it; leaves when the close is below the lowest low
/// of the `exit` bars before it.
final class DonchianBreakout {
    static final StrategyType TYPE =
            new StrategyType(
                    "donchian",
                    "Breakout: buys when the close is above the highest high of the bars before it, sells when"
                            + " it is below their lowest low.",
                    List.of(
                            Parameter.whole(
                                    "entry", "bars whose high is to be passed", 20, 2, 1_000),
                            Parameter.whole("exit", "bars whose low is to be kept", 10, 1, 1_000)),
                    StrategyType::none,
                    DonchianBreakout::of);

    private DonchianBreakout() {}

    private static Strategy of(Parameters parameters, Indicators indicators) {
        int entry = parameters.whole("entry");
        int exit = parameters.whole("exit");
        Line close = indicators.close();
        // As they were on the bar before: a bar cannot break out of a channel that contains it.
        Line high = indicators.donchian(entry).upper();
        Line low = indicators.donchian(exit).lower();
        return new Plan()
                .enter(
                        "close above the %d-bar high".formatted(entry),
                        () -> close.now() > high.before())
                .exit(
                        "close below the %d-bar low".formatted(exit),
                        () -> close.now() < low.before())
                .shows("close", close)
                .showsBefore("high", high)
                .showsBefore("low", low);
    }
}
