package io.tickmesh.risk;

import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.RiskApproved;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.request.CheckOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The money at work: what open positions cost, plus approved entries that have not been filled yet. Not thread-safe.
///
/// Positions count at what was paid for them, not at the market: the number needs no price feed, follows from the fills
/// alone, and a position that gains does not block its account. Bots hold long positions only (spot): a sell beyond what is
/// known means that a buy was missed, and leaves nothing.
final class Exposure {
    private static final int FILLS = 20_000;

    private final Duration reservationTimeout;
    private final TreeMap<Holding, Position> positions = new TreeMap<>();
    // In the order of their expiry: all live equally long.
    private final LinkedHashMap<String, Reservation> reservations = new LinkedHashMap<>();
    private final Recent<Boolean> fills = new Recent<>(FILLS);
    private final Map<String, BigDecimal> byAccount = new HashMap<>();
    private final Map<Scope, BigDecimal> bySymbol = new HashMap<>();

    Exposure(Duration reservationTimeout) {
        this.reservationTimeout = reservationTimeout;
    }

    BigDecimal ofAccount(String account) {
        return byAccount.getOrDefault(account, BigDecimal.ZERO);
    }

    BigDecimal ofSymbol(String account, String symbol) {
        return bySymbol.getOrDefault(new Scope(account, symbol), BigDecimal.ZERO);
    }

    /// Returns the open positions, in a fixed order.
    Map<Holding, Position> positions() {
        return Collections.unmodifiableMap(positions);
    }

    /// Counts an approved entry as if it were filled.
    void reserve(CheckOrder order, Instant now) {
        release(order.orderId());
        Holding holding = new Holding(order.account(), order.bot(), order.symbol());
        reserve(
                order.orderId(),
                new Reservation(
                        holding, order.price(), order.quantity(), now.plus(reservationTimeout)));
    }

    /// Counts an entry that was approved elsewhere as if it were filled.
    void reserve(RiskApproved told) {
        release(told.orderId());
        reserve(
                told.orderId(),
                new Reservation(
                        new Holding(told.account(), told.bot(), told.symbol()),
                        told.price(),
                        told.quantity(),
                        told.time().plus(reservationTimeout)));
    }

    /// Books a fill; one that was booked before changes nothing.
    void fill(OrderFilled fill) {
        if (!fills.put(fill.orderId() + '/' + fill.fillId(), true)) {
            return;
        }
        settle(fill.orderId(), fill.remaining());
        Holding holding = new Holding(fill.account(), fill.bot(), fill.symbol());
        Position before = positions.getOrDefault(holding, Position.NONE);
        hold(
                holding,
                fill.side() == Side.BUY
                        ? before.plus(fill.quantity(), fill.price())
                        : before.minus(fill.quantity()));
    }

    /// Forgets an order that will not be filled any further.
    void release(String orderId) {
        Reservation reservation = reservations.remove(orderId);
        if (reservation != null) {
            change(reservation.holding, reservation.amount().negate());
        }
    }

    /// Forgets the orders that nothing was heard of for too long; returns how many.
    int expire(Instant now) {
        int expired = 0;
        for (Map.Entry<String, Reservation> oldest = reservations.firstEntry();
                oldest != null && !oldest.getValue().expires.isAfter(now);
                oldest = reservations.firstEntry()) {
            release(oldest.getKey());
            expired++;
        }
        return expired;
    }

    /// Replaces what is known of a holding.
    void hold(Holding holding, Position position) {
        Position before =
                position.quantity.signum() > 0
                        ? positions.put(holding, position)
                        : positions.remove(holding);
        BigDecimal cost = before == null ? BigDecimal.ZERO : before.cost;
        change(holding, position.cost.subtract(cost));
    }

    /// Keeps of an order on its way what is not filled yet.
    void settle(String orderId, BigDecimal remaining) {
        Reservation reservation = reservations.get(orderId);
        if (reservation == null) {
            return;
        }
        if (remaining.signum() <= 0) {
            release(orderId);
            return;
        }
        // Replaced in place: a partial fill does not prolong it.
        Reservation rest = reservation.withRemaining(remaining);
        reservations.replace(orderId, rest);
        change(reservation.holding, rest.amount().subtract(reservation.amount()));
    }

    private void reserve(String orderId, Reservation reservation) {
        reservations.put(orderId, reservation);
        change(reservation.holding, reservation.amount());
    }

    private void change(Holding holding, BigDecimal delta) {
        add(byAccount, holding.account, delta);
        add(bySymbol, new Scope(holding.account, holding.symbol), delta);
    }

    private static <K> void add(Map<K, BigDecimal> sums, K key, BigDecimal delta) {
        BigDecimal sum = sums.getOrDefault(key, BigDecimal.ZERO).add(delta);
        if (sum.signum() == 0) {
            sums.remove(key);
        } else {
            sums.put(key, sum);
        }
    }

    /// Whose position it is.
    record Holding(String account, String bot, String symbol) implements Comparable<Holding> {
        private static final Comparator<Holding> ORDER =
                Comparator.comparing(Holding::account)
                        .thenComparing(Holding::bot)
                        .thenComparing(Holding::symbol);

        @Override
        public int compareTo(Holding other) {
            return ORDER.compare(this, other);
        }
    }

    /// @param cost what was paid for the quantity, without fees, in the quote asset
    record Position(BigDecimal quantity, BigDecimal cost) {
        static final Position NONE = new Position(BigDecimal.ZERO, BigDecimal.ZERO);

        Position plus(BigDecimal bought, BigDecimal price) {
            return new Position(quantity.add(bought), cost.add(bought.multiply(price)));
        }

        Position minus(BigDecimal sold) {
            BigDecimal rest = quantity.subtract(sold);
            return rest.signum() <= 0
                    ? NONE
                    : new Position(
                            rest,
                            cost.multiply(rest)
                                    .divide(
                                            quantity,
                                            SymbolRules.MONEY_SCALE,
                                            RoundingMode.HALF_EVEN));
        }
    }

    private record Scope(String account, String symbol) {}

    private record Reservation(
            Holding holding, BigDecimal price, BigDecimal remaining, Instant expires) {
        BigDecimal amount() {
            return price.multiply(remaining);
        }

        Reservation withRemaining(BigDecimal rest) {
            return new Reservation(holding, price, rest, expires);
        }
    }
}
