package io.tickmesh.launcher;

import io.tickmesh.bot.backtest.Risk;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.CheckOrder;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.risk.RehearsalDesk;
import io.tickmesh.risk.RiskConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets backtests ask the rules of risk-service: neither of the two services knows the other.
public record BacktestRisk(RehearsalDesk desk) implements Risk {
    /// Returns what makes the risk of each run, with the configured limits.
    public static Risk.Factory of(RiskConfig config) {
        return (InstantSource time,
                BiFunction<Instant, @Nullable String, Header> headers,
                Consumer<Event> publisher) ->
                new BacktestRisk(new RehearsalDesk(config, time, headers, publisher));
    }

    @Override
    public RiskAnswer check(CheckOrder order) {
        return desk.check(order);
    }

    @Override
    public boolean hears(Event event) {
        return desk.hears(event);
    }

    @Override
    public void on(Event event) {
        desk.on(event);
    }

    @Override
    public void price(PriceUpdated price) {
        desk.price(price);
    }
}
