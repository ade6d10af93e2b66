package io.tickmesh.risk;

import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.Origin;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.StaleStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Orders, events and limits for tests. Prices are 100, quantities 1, the account is `main`, unless said otherwise.
final class Fixtures {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final Origin ORIGIN = new Origin("test");

    private Fixtures() {}

    /// Waits until the node tells that risk is ready.
    static void awaitRisk(MeshNode node) {
        await("risk", () -> node.presence().isReady(ServiceName.RISK_SERVICE));
    }

    /// Looks again and again until the condition holds.
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }

    /// 1,000 per order, 2,500 per symbol, 4,000 in all; 10 orders per minute, 4 per bot; 10 %, 3 losses.
    static RiskConfig config() {
        return config(TradingState.ACTIVE);
    }

    static RiskConfig config(TradingState state) {
        return config(limits(state, "1000", "2500", "4000", guards()));
    }

    static RiskConfig config(AccountLimits limits) {
        return new RiskConfig(
                Map.of(limits.account(), limits),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofMillis(50));
    }

    static AccountLimits limits(
            TradingState state, String order, String symbol, String account, Guards guards) {
        return new AccountLimits(
                "main",
                "USDT",
                state,
                amount(order),
                amount(symbol),
                amount(account),
                Optional.empty(),
                guards);
    }

    static Guards guards() {
        return new Guards(
                Duration.ofSeconds(5),
                amount("0.02"),
                new OrderRate(10, Duration.ofMinutes(1)),
                new OrderRate(4, Duration.ofMinutes(1)),
                amount("0.10"),
                Optional.of(Duration.ofHours(1)),
                amount("0.05"),
                3,
                Duration.ofMinutes(30));
    }

    static Guards withoutRates() {
        return new Guards(
                Duration.ofSeconds(5),
                amount("0.02"),
                new OrderRate(100_000, Duration.ofMinutes(1)),
                new OrderRate(100_000, Duration.ofMinutes(1)),
                amount("0.10"),
                Optional.of(Duration.ofHours(1)),
                amount("0.05"),
                3,
                Duration.ofMinutes(30));
    }

    /// What is known of an account that nobody ever held.
    static RiskMemory nothing() {
        return new RiskMemory(
                new Measured(Map.of(), Map.of(), Map.of()),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    static Order entry(String orderId) {
        return new Order(orderId, Side.BUY);
    }

    static Order exit(String orderId) {
        return new Order(orderId, Side.SELL).reducing();
    }

    static PriceUpdated price(String symbol, double bid, double ask, Instant time) {
        return new PriceUpdated(
                "test", 1, 0, time.toEpochMilli(), 0, symbol, bid, 1, ask, 1, bid, 1);
    }

    static EquitySnapshotTaken equity(String equity, Instant time) {
        return valued(equity, "0", time);
    }

    static EquitySnapshotTaken valued(String equity, String realised, Instant time) {
        BigDecimal amount = amount(equity);
        BigDecimal zero = BigDecimal.ZERO;
        return new EquitySnapshotTaken(
                ORIGIN.header(time, null),
                "main",
                null,
                "USDT",
                amount,
                zero,
                amount,
                amount(realised),
                zero,
                zero);
    }

    static PositionClosed closed(String bot, String realised, Instant time) {
        return closed(ORIGIN.header(time, "fill"), bot, realised);
    }

    static PositionClosed closed(Header header, String bot, String realised) {
        return new PositionClosed(
                header,
                "main",
                bot,
                "BTCUSDT",
                amount("1"),
                amount("100"),
                amount("100"),
                amount("0.2"),
                amount(realised),
                NOON,
                "signal");
    }

    /// What happened to symbols of the feed `binance`, or to all of it if there are none.
    static FeedStatusChanged feedChanged(
            FeedStatus status, @Nullable String stream, String... symbols) {
        return new FeedStatusChanged(
                ORIGIN.header(NOON, null), "binance", status, List.of(symbols), stream, "test");
    }

    /// The feed `binance`, which serves BTCUSDT, ETHUSDT and XRPUSDT.
    static FeedView feedView(
            FeedStatus status, List<String> staleSymbols, StaleStream... staleStreams) {
        return new FeedView(
                "binance",
                status,
                List.of("BTCUSDT", "ETHUSDT", "XRPUSDT"),
                staleSymbols,
                List.of(staleStreams),
                9,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static PositionView position(String bot, String symbol, String quantity, String entryPrice) {
        return new PositionView(
                "main",
                bot,
                symbol,
                amount(quantity),
                amount(entryPrice),
                BigDecimal.ZERO,
                null,
                null,
                amount(entryPrice),
                BigDecimal.ZERO,
                NOON);
    }
}
