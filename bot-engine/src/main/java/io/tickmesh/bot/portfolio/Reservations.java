package io.tickmesh.bot.portfolio;

import io.tickmesh.mesh.request.FillView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cash that is set aside for buys on their way, so that no two orders spend the same money. Not thread-safe.
final class Reservations {
    private final Map<String, Reservation> byOrder = new LinkedHashMap<>();
    private final Map<String, BigDecimal> byAccount = new LinkedHashMap<>();
    // Ids of orders, never an empty list. A bot has one as a rule.
    private final Map<String, List<String>> byBot = new HashMap<>();

    BigDecimal ofAccount(String account) {
        return byAccount.getOrDefault(account, BigDecimal.ZERO);
    }

    BigDecimal ofOrder(String orderId) {
        Reservation reservation = byOrder.get(orderId);
        return reservation == null ? BigDecimal.ZERO : reservation.amount;
    }

    void set(String orderId, String account, String bot, BigDecimal amount) {
        release(orderId);
        if (amount.signum() > 0) {
            byOrder.put(orderId, new Reservation(account, bot, amount));
            byAccount.merge(account, amount, BigDecimal::add);
            byBot.computeIfAbsent(bot, _ -> new ArrayList<>(1)).add(orderId);
        }
    }

    /// Gives free what a buy has spent by now.
    void spent(FillView buy) {
        Reservation reservation = byOrder.get(buy.orderId());
        if (reservation != null) {
            BigDecimal cost = buy.quantity().multiply(buy.price()).add(buy.fee());
            set(
                    buy.orderId(),
                    reservation.account,
                    reservation.bot,
                    reservation.amount.subtract(cost));
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
            List<String> own = byBot.get(reservation.bot);
            if (own != null && own.remove(orderId) && own.isEmpty()) {
                byBot.remove(reservation.bot);
            }
        }
    }

    /// Gives free what is set aside for a bot.
    void releaseBot(String bot) {
        List.copyOf(byBot.getOrDefault(bot, List.of())).forEach(this::release);
    }

    private record Reservation(String account, String bot, BigDecimal amount) {}
}
