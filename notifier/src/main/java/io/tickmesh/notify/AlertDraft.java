package io.tickmesh.notify;

import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatus;
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
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.event.TradingStateChanged;
import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be said about an event, before anybody decides how much it matters.
///
/// @param text one line that begins with the time of the event (UTC), because a message may have to wait
record AlertDraft(AlertKind kind, String text) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int SYMBOLS = 5;
    private static final int LONGEST_DETAIL = 300;

    /// Returns what to say about the event; empty if there is nothing to say.
    static Optional<AlertDraft> about(Event event) {
        return switch (event) {
            case OrderFilled fill -> draft(AlertKind.ORDER_FILLED, event, filled(fill));
            case PositionClosed closed -> draft(AlertKind.POSITION_CLOSED, event, closed(closed));
            case BotFailed failed -> draft(AlertKind.BOT_FAILED, event, failed(failed));
            case BotStatusChanged changed ->
                    changed.status() == BotStatus.FAILED
                            ? draft(AlertKind.BOT_NOT_STARTED, event, notStarted(changed))
                            : Optional.empty();
            case CircuitBreakerFired fired -> draft(AlertKind.BREAKER_FIRED, event, fired(fired));
            case CircuitBreakerReset reset -> draft(AlertKind.BREAKER_RESET, event, reset(reset));
            case TradingStateChanged changed ->
                    draft(
                            changed.to() == TradingState.ACTIVE
                                    ? AlertKind.TRADING_RESUMED
                                    : AlertKind.TRADING_LIMITED,
                            event,
                            changed(changed));
            case FeedStatusChanged changed ->
                    switch (changed.status()) {
                        case STALE, RECONNECTING, DISCONNECTED ->
                                draft(AlertKind.FEED_INTERRUPTED, event, interrupted(changed));
                        case CONNECTED, BACKFILLED -> Optional.empty();
                    };
            case PriceUpdated _,
                    CandleClosed _,
                    SignalGenerated _,
                    RiskApproved _,
                    RiskRejected _,
                    OrderPlaced _,
                    OrderCancelled _,
                    OrderRejected _,
                    PositionOpened _,
                    EquitySnapshotTaken _ ->
                    Optional.empty();
        };
    }

    private static Optional<AlertDraft> draft(AlertKind kind, Event event, String sentence) {
        return Optional.of(new AlertDraft(kind, TIME.format(event.time()) + " " + sentence));
    }

    private static String filled(OrderFilled fill) {
        return "%s %s %s at %s, bot %s in %s"
                .formatted(
                        fill.side() == Side.BUY ? "Bought" : "Sold",
                        plain(fill.quantity()),
                        fill.symbol(),
                        plain(fill.price()),
                        fill.bot(),
                        fill.account());
    }

    private static String closed(PositionClosed closed) {
        return "%s %s on %s, bot %s in %s: %s"
                .formatted(
                        closed.realised().signum() < 0 ? "Loss" : "Profit",
                        plain(closed.realised().abs()),
                        closed.symbol(),
                        closed.bot(),
                        closed.account(),
                        detail(closed.reason()));
    }

    private static String failed(BotFailed failed) {
        return "Bot %s (%s) failed, %d times so far: %s"
                .formatted(
                        failed.bot(), failed.symbol(), failed.failures(), detail(failed.error()));
    }

    private static String notStarted(BotStatusChanged changed) {
        return "Bot %s (%s) could not be started: %s"
                .formatted(changed.bot(), changed.symbol(), detail(changed.reason()));
    }

    private static String fired(CircuitBreakerFired fired) {
        return "Breaker %s fired: %s at %s, limit %s. No entries %s"
                .formatted(
                        fired.breaker(),
                        fired.rule(),
                        plain(fired.value()),
                        plain(fired.limit()),
                        until(fired.until()));
    }

    private static String reset(CircuitBreakerReset reset) {
        return "Breaker %s was reset: %s".formatted(reset.breaker(), detail(reset.reason()));
    }

    private static String changed(TradingStateChanged changed) {
        return "Account %s went from %s to %s: %s"
                .formatted(
                        changed.account(), changed.from(), changed.to(), detail(changed.reason()));
    }

    private static String interrupted(FeedStatusChanged changed) {
        return "Feed %s is %s%s%s: %s"
                .formatted(
                        changed.feed(),
                        changed.status(),
                        symbols(changed.symbols()),
                        changed.stream() == null ? "" : ", stream " + changed.stream(),
                        detail(changed.detail()));
    }

    private static String until(@Nullable Instant until) {
        return until == null ? "until it is reset" : "until " + DAY_AND_TIME.format(until);
    }

    private static String symbols(List<String> symbols) {
        if (symbols.isEmpty()) {
            return "";
        }
        String first = String.join(", ", symbols.subList(0, Math.min(SYMBOLS, symbols.size())));
        return symbols.size() > SYMBOLS
                ? " for %s and %d more".formatted(first, symbols.size() - SYMBOLS)
                : " for " + first;
    }

    private static String detail(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
