package io.tickmesh.bot.backtest;

import io.tickmesh.bot.EngineConfig;
import io.tickmesh.mesh.backtest.BacktestResult;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.StartBacktest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Backtests without a mesh, for programs that want to see every event.
public final class Rehearsal {
    private Rehearsal() {}

    /// Runs a backtest of recorded candles to its end, on the thread that calls it.
    ///
    /// @param live what live bots do where the specification says nothing
    /// @param data directory below which the candles are
    /// @param risk makes the risk of the run
    /// @param listener gets every event, in the order in which they happened
    /// @throws RequestFailedException INVALID if the specification is wrong
    public static BacktestResult run(
            BacktestSpec spec,
            EngineConfig live,
            Path data,
            Risk.Factory risk,
            Consumer<? super Event> listener) {
        BacktestConfig config = BacktestConfig.standard();
        CandleLibrary library = new CandleLibrary(data, config.maxCandles());
        Bots bots = new Bots(live);
        new SpecCheck(library, bots).check(new StartBacktest(spec, null));
        Workbench workbench = new Workbench(config, library, new NoMarket(), bots, risk);
        return new Run(workbench.plan(spec), listener).run(Supervisor.NOBODY).result();
    }

    private static final class NoMarket implements MarketHistory {
        @Override
        public Optional<SymbolRules> rules(String symbol) {
            return Optional.empty();
        }

        @Override
        public RecordedCandles candles(String symbol, Interval interval, @Nullable Instant from) {
            throw new WrongFieldException("data.path", "is required");
        }
    }
}
