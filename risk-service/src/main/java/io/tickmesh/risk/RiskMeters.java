package io.tickmesh.risk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tickmesh.mesh.event.RiskReason;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.RiskAnswer;
import io.tickmesh.mesh.request.RiskState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// What risk tells the monitoring. Recording happens on the service's context, reading anywhere.
final class RiskMeters {
    private final MeterRegistry meters;
    private final Timer decisions;
    private final Counter approved;
    private final Map<RiskReason, Counter> refused = new EnumMap<>(RiskReason.class);
    private final Counter corrections;
    private volatile RiskState state = new RiskState(List.of(), List.of(), 0, 0);

    RiskMeters(MeterRegistry meters, RiskConfig config) {
        this.meters = meters;
        decisions = meters.timer("tickmesh.risk.decision");
        approved = meters.counter("tickmesh.risk.approved");
        corrections = meters.counter("tickmesh.risk.corrections");
        // A rate can only be taken of what was there before it grew.
        for (RiskReason reason : RiskReason.values()) {
            refused.put(reason, meters.counter("tickmesh.risk.refused", "reason", reason.name()));
        }
        Gauge.builder("tickmesh.risk.breakers.open", this, it -> it.state.breakers().size())
                .register(meters);
        for (String account : config.accounts().keySet()) {
            gauge("tickmesh.risk.state", account, it -> level(it.state()));
            gauge("tickmesh.risk.exposure", account, it -> it.exposure().doubleValue());
        }
    }

    /// Exports how much of what was told of the feeds found no room.
    void feeds(FeedHealth feeds) {
        FunctionCounter.builder("tickmesh.risk.feeds.dropped", feeds, FeedHealth::dropped)
                .register(meters);
    }

    void decided(RiskAnswer answer, long nanos) {
        decisions.record(Duration.ofNanos(nanos));
        RiskReason refusal = answer.refusal();
        if (refusal == null) {
            approved.increment();
        } else {
            Objects.requireNonNull(refused.get(refusal)).increment();
        }
    }

    void corrected(int holdings) {
        corrections.increment(holdings);
    }

    void state(RiskState newest) {
        state = newest;
    }

    private static int level(TradingState state) {
        return switch (state) {
            case ACTIVE -> 0;
            case REDUCING -> 1;
            case HALTED -> 2;
        };
    }

    /// Says nothing of an account that another node decides on.
    private void gauge(String name, String account, ToDoubleFunction<AccountRiskView> value) {
        Gauge.builder(
                        name,
                        this,
                        it ->
                                it.state.accounts().stream()
                                        .filter(view -> view.account().equals(account))
                                        .mapToDouble(value)
                                        .findAny()
                                        .orElse(Double.NaN))
                .tag("account", account)
                .register(meters);
    }
}
