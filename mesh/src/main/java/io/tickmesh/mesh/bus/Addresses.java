package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PositionOpened;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.event.SignalGenerated;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.request.Request;
import java.util.List;

/// Every address of the mesh. Few and static: a new address costs a registration on every node, and a look-up blocks while
/// a member hangs. Symbols, bots and orders travel in the payload.
final class Addresses {
    /// Shards of the market data, by hash of the symbol.
    static final int SHARDS = 8;

    static final String PRESENCE = "mesh.presence";

    private static final String MARKET = "event.market";
    private static final String TRADING = "event.trading";
    private static final String RISK = "event.risk";

    /// The addresses of events. One per maker, so that a reader sees the events of a maker in the order they were made.
    static final List<String> EVENTS = List.of(MARKET, TRADING, RISK);

    private Addresses() {}

    static int shardOf(String symbol) {
        return Math.floorMod(symbol.hashCode(), SHARDS);
    }

    static String prices(int shard) {
        return "market.prices." + shard;
    }

    static String of(Event event) {
        return switch (event) {
            case PriceUpdated _ ->
                    throw new IllegalArgumentException("prices travel in frames, not as events");
            case CandleClosed _, FeedStatusChanged _ -> MARKET;
            case BotStatusChanged _,
                    BotFailed _,
                    SignalGenerated _,
                    OrderPlaced _,
                    OrderFilled _,
                    OrderCancelled _,
                    OrderRejected _,
                    PositionOpened _,
                    PositionClosed _,
                    EquitySnapshotTaken _ ->
                    TRADING;
            case RiskApproved _,
                    RiskRejected _,
                    CircuitBreakerFired _,
                    CircuitBreakerReset _,
                    TradingStateChanged _ ->
                    RISK;
        };
    }

    /// Returns where requests are answered that only this node can answer.
    static String node(String name) {
        return "node." + name;
    }

    /// Returns where requests of that type are answered by any node.
    static String of(Class<? extends Request<?>> request) {
        return "request." + request.getSimpleName();
    }
}
