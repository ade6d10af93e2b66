package io.tickmesh.gateway;

import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestCosts;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.backtest.SearchSpec;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.FieldError;
import io.tickmesh.mesh.request.StartBacktest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A backtest as clients write it: a [BacktestSpec] where much may be left out, and perhaps a search.
///
/// @param strategy null for `rule` when there is a rule
record BacktestBody(
        List<String> symbols,
        Interval interval,
        @Nullable String strategy,
        @Nullable String rule,
        @Nullable Map<String, String> parameters,
        @Nullable SizingBody sizing,
        @Nullable EntryBody entry,
        @Nullable ExitsBody exits,
        @Nullable BacktestData data,
        @Nullable PriceMode prices,
        @Nullable BacktestCosts costs,
        BacktestAccount account,
        @Nullable List<SymbolRules> rules,
        @Nullable SearchSpec search) {
    StartBacktest request() {
        if (strategy == null && rule == null) {
            throw new ProblemException(
                    Problem.invalidBody(
                            List.of(
                                    new FieldError(
                                            "strategy", "is required where there is no rule"))));
        }
        Entry entered = EntryBody.entry(entry);
        Exits left = ExitsBody.exits(exits);
        return new StartBacktest(
                new BacktestSpec(
                        symbols,
                        interval,
                        Objects.requireNonNullElse(strategy, "rule"),
                        rule,
                        parameters,
                        sizing == null ? null : sizing.sizing(),
                        entered,
                        left,
                        data,
                        prices,
                        costs,
                        account,
                        rules),
                search);
    }
}
