package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import java.util.ArrayList;
import java.util.List;

/// The two systems of the Turtles, long only and without adding to a position.
final class Turtle {
    private static final Parameter RANGE =
            Parameter.whole("atr-period", "bars of the average true range N", 20, 1, 200);
    private static final Parameter STOP =
            Parameter.real("stop", "how many N below its entry a trade is given up", 2, 0.1, 20);

    static final StrategyType SYSTEM_1 =
            new StrategyType(
                    "turtle-s1",
                    "Turtle System 1: buys a 20-bar breakout unless the last one won, or else a 55-bar breakout;"
                            + " sells below the 10-bar low or 2 N below the entry. Long only, adds nothing.",
                    parameters(
                            20,
                            10,
                            Parameter.whole(
                                    "failsafe",
                                    "bars whose high is bought even after a breakout that won",
                                    55,
                                    2,
                                    900)),
                    StrategyType.below("entry", "failsafe"),
                    (p, indicators) -> of(p, p.whole("failsafe"), indicators));

    static final StrategyType SYSTEM_2 =
            new StrategyType(
                    "turtle-s2",
                    "Turtle System 2: buys every 55-bar breakout; sells below the 20-bar low or 2 N below the"
                            + " entry. Long only, adds nothing.",
                    parameters(55, 20),
                    StrategyType::none,
                    (p, indicators) -> of(p, TurtleTrades.NO_FAILSAFE, indicators));

    private Turtle() {}

    private static List<Parameter> parameters(int entry, int exit, Parameter... more) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.whole("entry", "bars whose high is to be passed", entry, 2, 900));
        parameters.add(Parameter.whole("exit", "bars whose low is to be kept", exit, 1, 900));
        parameters.addAll(List.of(more));
        parameters.add(RANGE);
        parameters.add(STOP);
        return parameters;
    }

    private static Strategy of(Parameters parameters, int failsafe, Indicators indicators) {
        int entry = parameters.whole("entry");
        int exit = parameters.whole("exit");
        int range = parameters.whole("atr-period");
        double stop = parameters.real("stop");
        TurtleTrades trades =
                indicators.share(
                        "turtle(%d,%d,%d,%d,%s)".formatted(entry, exit, failsafe, range, stop),
                        () -> new TurtleTrades(entry, exit, failsafe, range, stop));
        Line entered = trades.line("entered");
        Line holding = trades.line("holding");
        return new Plan()
                .enter("close above the high of the bars before", () -> entered.now() > 0)
                .exit(
                        "close below the %d-bar low or the stop".formatted(exit),
                        () -> holding.now() == 0)
                .shows("close", indicators.close())
                .shows("high", trades.line("high"))
                .shows("low", trades.line("low"))
                .shows("stop", trades.line("stop"));
    }
}
