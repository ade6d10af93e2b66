package io.tickmesh.notify;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.BreakerScope;
import io.tickmesh.mesh.event.CircuitBreakerFired;
import io.tickmesh.mesh.event.CircuitBreakerReset;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.Origin;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.Severity;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// Events for tests.
final class Fixtures {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Origin ORIGIN = new Origin("test");

    private Fixtures() {}

    static Alert alert(Severity severity, String text) {
        return new Alert(
                severity,
                AlertKind.BOT_FAILED,
                text,
                "event-of-" + text,
                NOON,
                "ema-btc",
                "BTCUSDT");
    }

    static OrderFilled filled(String price) {
        return new OrderFilled(
                header(),
                "order",
                "main",
                "ema-btc",
                "BTCUSDT",
                Side.BUY,
                "fill",
                new BigDecimal("0.0500"),
                new BigDecimal(price),
                BigDecimal.ONE,
                BigDecimal.ZERO);
    }

    static Event closed(String realised) {
        return new PositionClosed(
                header(),
                "main",
                "ema-btc",
                "BTCUSDT",
                BigDecimal.ONE,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.ONE,
                new BigDecimal(realised),
                NOON,
                "stop at 42000");
    }

    static Event failed(String error) {
        return new BotFailed(header(), "ema-btc", "BTCUSDT", error, 3);
    }

    static Event status(BotStatus status) {
        return new BotStatusChanged(header(), "ema-btc", "BTCUSDT", status, "unknown symbol");
    }

    static Event fired() {
        return new CircuitBreakerFired(
                header(),
                "drawdown:main",
                BreakerScope.ACCOUNT,
                "main",
                "drawdown",
                new BigDecimal("0.103100"),
                new BigDecimal("0.10"),
                NOON.plusSeconds(3600));
    }

    static Event reset() {
        return new CircuitBreakerReset(
                header(), "drawdown:main", BreakerScope.ACCOUNT, "main", "cool-off is over");
    }

    static Event state(TradingState from, TradingState to) {
        return new TradingStateChanged(header(), "main", from, to, "breaker=drawdown:main");
    }

    static Event silent(String stream, String... symbols) {
        return new FeedStatusChanged(
                header(), "binance", FeedStatus.STALE, List.of(symbols), stream, "silent");
    }

    static Event feed(FeedStatus status, String... symbols) {
        return new FeedStatusChanged(
                header(), "binance", status, List.of(symbols), null, "nothing for 5 s");
    }

    private static Header header() {
        return ORIGIN.header(NOON, null);
    }
}
