package io.tickmesh.mesh.backtest;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to backtest: one bot for each symbol, all with the money of one account. Not checked: the bot engine says what is wrong
/// with it.
///
/// @param symbols in the order in which their bots decide, 1 to 50
/// @param interval length of the candles that the strategy sees
/// @param strategy name of a strategy; `rule` for one that is written as text
/// @param rule text of the rule; null for other strategies
/// @param parameters values by name; what is missing has its standard value; null for none
/// @param sizing null for all of the free cash
/// @param entry null for market orders
/// @param exits null for those of the strategy alone
/// @param data where the candles come from; null for the history that is kept of the live market
/// @param prices what happens inside a candle; null for [PriceMode#NEXT_OPEN]
/// @param costs null for what live bots pay on paper
/// @param account whose money is used
/// @param rules of symbols, where others than those of the exchange are wanted; null for none
public record BacktestSpec(
        List<String> symbols,
        Interval interval,
        String strategy,
        @Nullable String rule,
        @Nullable Map<String, String> parameters,
        @Nullable Sizing sizing,
        @Nullable Entry entry,
        @Nullable Exits exits,
        @Nullable BacktestData data,
        @Nullable PriceMode prices,
        @Nullable BacktestCosts costs,
        BacktestAccount account,
        @Nullable List<SymbolRules> rules) {
    public BacktestSpec {
        symbols = List.copyOf(symbols);
        parameters =
                parameters == null
                        ? null
                        : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        rules = rules == null ? null : List.copyOf(rules);
    }

    /// Returns the same with other parameters.
    public BacktestSpec withParameters(Map<String, String> others) {
        return new BacktestSpec(
                symbols, interval, strategy, rule, others, sizing, entry, exits, data, prices,
                costs, account, rules);
    }
}
