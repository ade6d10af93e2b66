package io.tickmesh.bot.portfolio;

import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// Cash that is set aside for buys on their way, so that no two orders spend the same money. Not thread-safe.
final class Reservations {
    private final Map<String, Reservation> byOrder = new LinkedHashMap<>();
    private final Map<String, BigDecimal> byAccount = new LinkedHashMap<>();

    BigDecimal ofAccount(String account) {
        return byAccount.getOrDefault(account, BigDecimal.ZERO);
    }

    BigDecimal ofOrder(String orderId) {
        Reservation reservation = byOrder.get(orderId);
        return reservation == null ? BigDecimal.ZERO : reservation.amount;
    }

    void set(String orderId, String account, BigDecimal amount) {
        release(orderId);
        if (amount.signum() > 0) {
            byOrder.put(orderId, new Reservation(account, amount));
            byAccount.merge(account, amount, BigDecimal::add);
        }
    }

    /// Gives free what a buy has spent by now.
    void spent(FillView buy) {
        Reservation reservation = byOrder.get(buy.orderId());
        if (reservation != null) {
            BigDecimal cost = buy.quantity().multiply(buy.price()).add(buy.fee());
            set(buy.orderId(), reservation.account, reservation.amount.subtract(cost));
        }
    }

    void release(String orderId) {
        Reservation reservation = byOrder.remove(orderId);
        if (reservation != null) {
            BigDecimal rest = ofAccount(reservation.account).subtract(reservation.amount);
            if (rest.signum() == 0) {
                byAccount.remove(reservation.account);
            } else {
                byAccount.put(reservation.account, rest);
            }
        }
    }

    private record Reservation(String account, BigDecimal amount) {}
}
