package io.tickmesh.gateway.stream;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.RecallMarketEvents;
import io.tickmesh.mesh.request.RecallRiskEvents;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.RecalledEvents;
import io.tickmesh.mesh.request.Request;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who remembers events of which types, in the order in which they were made known.
enum Owner {
    MARKET(CandleClosed.class, FeedStatusChanged.class) {
        @Override
        Request<RecalledEvents> question(Instant since, @Nullable String cursor, int limit) {
            return new RecallMarketEvents(since, cursor, limit);
        }
    },
    TRADING(
            BotStatusChanged.class,
            BotFailed.class,
            SignalGenerated.class,
            OrderPlaced.class,
            OrderFilled.class,
            OrderCancelled.class,
            OrderRejected.class,
            PositionOpened.class,
            PositionClosed.class,
            EquitySnapshotTaken.class) {
        @Override
        Request<RecalledEvents> question(Instant since, @Nullable String cursor, int limit) {
            return new RecallTradingEvents(since, cursor, limit);
        }
    },
    RISK(
            RiskApproved.class,
            RiskRejected.class,
            CircuitBreakerFired.class,
            CircuitBreakerReset.class,
            TradingStateChanged.class) {
        @Override
        Request<RecalledEvents> question(Instant since, @Nullable String cursor, int limit) {
            return new RecallRiskEvents(since, cursor, limit);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // the set cannot be modified
    private final Set<String> types;

    Owner(Class<?>... types) {
        this.types =
                Arrays.stream(types)
                        .map(Class::getSimpleName)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Returns what asks for a page.
    abstract Request<RecalledEvents> question(Instant since, @Nullable String cursor, int limit);

    Set<String> types() {
        return types;
    }

    /// Returns who has something that the filter wants.
    static Set<Owner> of(EventFilter filter) {
        List<Owner> owners =
                Arrays.stream(values())
                        .filter(owner -> owner.types.stream().anyMatch(filter::wantsType))
                        .toList();
        return owners.isEmpty() ? EnumSet.noneOf(Owner.class) : EnumSet.copyOf(owners);
    }
}
