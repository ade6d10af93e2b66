package io.tickmesh.bot.strategy;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.indicator.SuperTrend;
import java.util.List;

/// Enters when a trend whose stop trails the price by average true ranges turns up, leaves when it is down.
final class TrendTurn {
    static final StrategyType SUPER_TREND =
            new StrategyType(
                    "supertrend",
                    "Buys when the SuperTrend turns up, sells when it is down.",
                    List.of(
                            Parameter.whole("period", "bars of the average true range", 10, 1, 500),
                            Parameter.real(
                                    "multiplier",
                                    "average true ranges from the middle of the bar to the band",
                                    3,
                                    0.1,
                                    20)),
                    StrategyType::none,
                    TrendTurn::superTrend);

    static final StrategyType CHANDELIER =
            new StrategyType(
                    "chandelier",
                    "Chandelier stops: buys when the close passes the stop that trails above the price, sells"
                            + " when it passes the one that trails below the highest high.",
                    List.of(
                            Parameter.whole(
                                    "period",
                                    "bars of the extremes and the average true range",
                                    22,
                                    1,
                                    500),
                            Parameter.real(
                                    "multiplier",
                                    "average true ranges from the extreme to the stop",
                                    3,
                                    0.1,
                                    20)),
                    StrategyType::none,
                    TrendTurn::chandelier);

    private TrendTurn() {}

    private static Strategy superTrend(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        double multiplier = parameters.real("multiplier");
        SuperTrend trend = indicators.superTrend(period, multiplier);
        return of("SuperTrend %dx%s".formatted(period, multiplier), trend.direction())
                .shows("close", indicators.close())
                .shows("superTrend", trend.value());
    }

    private static Strategy chandelier(Parameters parameters, Indicators indicators) {
        int period = parameters.whole("period");
        double multiplier = parameters.real("multiplier");
        Chandelier trend =
                indicators.share(
                        "chandelier(%d,%s)".formatted(period, multiplier),
                        () -> new Chandelier(period, multiplier));
        return of("Chandelier %dx%s".formatted(period, multiplier), trend.line("direction"))
                .shows("close", indicators.close())
                .shows("stop", trend.line("stop"));
    }

    private static Plan of(String name, Line direction) {
        return new Plan()
                .enter(name + " turned up", () -> direction.crossesAbove(0))
                .exit(name + " is down", () -> direction.now() < 0);
    }
}
