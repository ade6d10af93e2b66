package io.tickmesh.bot.execution;

import io.tickmesh.bot.execution.Depth.Level;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order at the paper venue that has not ended.
final class OpenOrder {
    private final Order order;
    private final SymbolRules rules;
    private final Fees fees;
    private final Instant arrivesAt;
    private boolean resting;
    private Executed executed;
    private BigDecimal budget;

    /// @param budget what a buy may still cost
    OpenOrder(
            Order order,
            SymbolRules rules,
            Fees fees,
            Instant arrivesAt,
            Executed executed,
            BigDecimal budget) {
        this.order = order;
        this.rules = rules;
        this.fees = fees;
        this.arrivesAt = arrivesAt;
        this.executed = executed;
        this.budget = budget;
    }

    Order order() {
        return order;
    }

    SymbolRules rules() {
        return rules;
    }

    boolean isResting() {
        return resting;
    }

    void rest() {
        resting = true;
    }

    boolean hasArrived(Instant now) {
        return !now.isBefore(arrivesAt);
    }

    boolean isOver(Instant now) {
        Instant end = order.expiresAt();
        return end != null && !now.isBefore(end);
    }

    boolean isFilled() {
        return remaining().signum() <= 0;
    }

    boolean isUntouched() {
        return executed.fills() == 0;
    }

    BigDecimal remaining() {
        return order.quantity().subtract(executed.quantity());
    }

    /// Returns what it would take from these levels: as much as it wants, as they have, and as it can pay for.
    Plan plan(Depth depth) {
        List<Level> parts = new ArrayList<>();
        BigDecimal wanted = remaining();
        BigDecimal purse = budget;
        for (Level level : depth.levels()) {
            BigDecimal quantity = rules.steps(level.quantity().min(wanted));
            BigDecimal paid = quantity;
            if (order.side() == Side.BUY) {
                paid = quantity.min(fees.affordable(purse, level.price(), rules));
                purse = purse.subtract(fees.cost(paid, level.price()));
            }
            if (paid.signum() > 0) {
                parts.add(new Level(level.price(), paid));
                wanted = wanted.subtract(paid);
            }
            if (paid.compareTo(quantity) < 0) {
                return new Plan(parts, wanted, shortage(wanted, level.price(), purse));
            }
            if (wanted.signum() <= 0) {
                break;
            }
        }
        return new Plan(parts, wanted, null);
    }

    private String shortage(BigDecimal wanted, BigDecimal price, BigDecimal purse) {
        return "insufficient balance: needs %s, has %s"
                .formatted(
                        fees.cost(wanted, price).toPlainString(),
                        purse.max(BigDecimal.ZERO).toPlainString());
    }

    /// What can be taken now.
    ///
    /// @param missing what would be left of the order
    /// @param shortage what money is missing; null if money is not what limits it
    record Plan(List<Level> parts, BigDecimal missing, @Nullable String shortage) {
        boolean isWhole() {
            return missing.signum() <= 0;
        }
    }

    /// Fills a part of it.
    VenueResult fill(Level part, boolean maker, Instant now) {
        BigDecimal value = part.price().multiply(part.quantity());
        BigDecimal fee = maker ? fees.ofMaker(value) : fees.ofTaker(value);
        executed = executed.plus(part.quantity(), part.price(), fee);
        if (order.side() == Side.BUY) {
            budget = budget.subtract(value).subtract(fee);
        }
        return new VenueResult.Filled(
                order, executed.fills(), part.quantity(), part.price(), fee, maker, now);
    }
}
