package io.tickmesh.bot.backtest;

import io.tickmesh.bot.EngineConfig;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A backtest with nothing left to be found out.
///
/// @param engine one bot for each recording, in their order, all of them with the only account
/// @param interval length of the candles that the bots see
/// @param fromMillis opening time of the first candle that is traded on, epoch milliseconds
/// @param endMillis end of the last candle, epoch milliseconds
/// @param feeRate of what is sold when the data end
/// @param risk null for none
record Plan(
        EngineConfig engine,
        List<Recording> recordings,
        Interval interval,
        PriceMode prices,
        long fromMillis,
        long endMillis,
        BigDecimal feeRate,
        Risk.@Nullable Factory risk) {
    Plan {
        recordings = List.copyOf(recordings);
    }

    List<String> symbols() {
        return recordings.stream().map(Recording::symbol).toList();
    }

    List<SymbolRules> rules() {
        return recordings.stream().map(Recording::rules).toList();
    }

    BigDecimal capital() {
        return engine.accounts().getFirst().initialCash();
    }

    /// Returns how many recorded candles there are to be played.
    long rows() {
        return recordings.stream()
                .map(Recording::candles)
                .mapToLong(own -> (long) own.rowFrom(endMillis) - own.rowFrom(fromMillis))
                .sum();
    }

    Tape tape() {
        return switch (prices) {
            case NEXT_OPEN -> new OpenTape(recordings, interval, fromMillis, endMillis);
            case PATH -> new PathTape(recordings, interval, fromMillis, endMillis);
        };
    }
}
