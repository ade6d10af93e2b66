package io.tickmesh.bot.strategy;

import java.util.List;

/// The strategies that come with Tickmesh, in the order in which they are named to people.
final class BuiltIn {
    static final List<StrategyType> TYPES =
            List.of(
                    AverageCross.EMA,
                    AverageCross.SMA,
                    RsiReversion.TYPE,
                    ConnorsRsi.TYPE,
                    MacdCross.TYPE,
                    StochasticMacd.TYPE,
                    BollingerReversion.TYPE,
                    PercentB.TYPE,
                    MacdBollinger.TYPE,
                    BollingerBreakout.TYPE,
                    DonchianBreakout.TYPE,
                    Turtle.SYSTEM_1,
                    Turtle.SYSTEM_2,
                    TrendTurn.SUPER_TREND,
                    TrendTurn.CHANDELIER,
                    AdxMomentum.TYPE,
                    AdxCross.TYPE,
                    CciCorrection.TYPE,
                    Hlhb.TYPE);

    private BuiltIn() {}
}
