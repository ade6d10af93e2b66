package io.tickmesh.bot.backtest;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.bot.Engine;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.store.Ledger;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.recording.RecordedCandles;
import io.tickmesh.mesh.request.AccountView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Plays a tape to the engine of live bots, on the thread that calls it. For one run.
final class Run {
    private static final int INSTANTS_BETWEEN_LOOKS = 256;

    private final Plan plan;
    private final Recorder recorder;
    private final World world;
    private final Engine engine;
    private final Floor floor;
    private final Tape tape;
    private BigDecimal toldEquity = BigDecimal.ONE.negate();

    /// @param listener gets every event of the run
    Run(Plan plan, Consumer<? super Event> listener) {
        this.plan = plan;
        recorder = new Recorder(plan.symbols(), plan.capital(), listener);
        tape = plan.tape();
        // As in a replay, whose services are ready when the first instant begins.
        long start = Math.min(tape.firstMillis(), plan.endMillis()) - 1;
        world =
                new World(
                        new TapeTime(start, recorder::hasNoOrders),
                        plan.rules(),
                        this::history,
                        recorder,
                        plan.risk());
        engine = new Engine(plan.engine(), world, Ledger.NONE, new SimpleMeterRegistry(), () -> {});
        floor = new Floor(engine, world, recorder);
    }

    /// Runs to the end.
    ///
    /// @throws StoppedException if the supervisor says so, or if there are too many trades
    Outcome run(Supervisor supervisor) {
        long begun = System.nanoTime();
        if (world.wantsEquity()) {
            Duration period = equityPeriod();
            var _ = world.time().every(period, period, this::value, this::isValued);
        }
        engine.begin();
        floor.settle(world.time().millis());
        double rows = Math.max(1, plan.rows());
        int instants = 0;
        while (tape.play(floor)) {
            if (++instants % INSTANTS_BETWEEN_LOOKS == 0) {
                supervisor.reached(tape.played() / rows);
                checkHealth();
            }
        }
        checkHealth();
        recorder.sellAll(plan.rules(), plan.feeRate(), Instant.ofEpochMilli(plan.endMillis()));
        long tookMillis = (System.nanoTime() - begun) / 1_000_000;
        return new Outcome(
                Report.of(plan, recorder, tape.played(), tookMillis),
                List.copyOf(recorder.trades()),
                recorder.curve());
    }

    private void checkHealth() {
        if (recorder.isFull()) {
            throw StoppedException.limit("more than %d trades".formatted(Recorder.MOST_TRADES));
        }
        if (!recorder.failure().isEmpty()) {
            throw StoppedException.limit("a bot failed: " + recorder.failure());
        }
    }

    /// Returns whether risk knows what the account is worth.
    private boolean isValued() {
        return !recorder.isHolding() && recorder.cash().compareTo(toldEquity) == 0;
    }

    /// Between two opens nothing changes.
    private Duration equityPeriod() {
        Duration live = plan.engine().equityPeriod();
        Duration bar = plan.recordings().getFirst().candles().interval().nominal();
        return plan.prices() == PriceMode.PATH || live.compareTo(bar) > 0 ? live : bar;
    }

    /// Tells risk what the account is worth, unless it knows.
    private void value() {
        Account account = plan.engine().accounts().getFirst();
        AccountView view = engine.portfolio().value(account.id(), engine::mark);
        Instant now = world.time().instant();
        if (view.equity().compareTo(toldEquity) == 0) {
            world.tellRisk(now);
            return;
        }
        toldEquity = view.equity();
        world.publish(
                new EquitySnapshotTaken(
                        world.header(now, null),
                        account.id(),
                        null,
                        account.currency(),
                        view.cash(),
                        view.marketValue(),
                        view.equity(),
                        view.realised(),
                        view.unrealised(),
                        view.fees()));
    }

    /// Returns the newest candles that had closed at the start.
    private List<Candle> history(String symbol, int limit) {
        RecordedCandles candles =
                plan.recordings().stream()
                        .filter(recording -> recording.symbol().equals(symbol))
                        .findFirst()
                        .orElseThrow()
                        .candles();
        Forming forming = new Forming(plan.interval());
        long span = plan.interval().nominal().toMillis() * (limit + 1L);
        long first = plan.interval().openOf(Math.max(0, plan.fromMillis() - span));
        List<Candle> closed = new ArrayList<>();
        int end = candles.rowFrom(plan.fromMillis());
        for (int row = candles.rowFrom(first); row < end; row++) {
            if (forming.endMillis() <= candles.openMillis(row)) {
                closed.add(forming.take());
            }
            forming.add(candles, row);
        }
        if (forming.endMillis() <= plan.fromMillis()) {
            closed.add(forming.take());
        }
        return closed.subList(Math.max(0, closed.size() - limit), closed.size());
    }
}
