package io.tickmesh.bot.exit;

import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.portfolio.Position;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Watches one open position on every price. As long as nothing fires, a check is a few comparisons of numbers and makes no garbage.
///
/// The levels belong to the position as it is: after each further fill a new guard takes over with [#highestBid()]. That is all that
/// has to be stored: the rest follows from the position and the rules. Not thread-safe.
public final class ExitGuard {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final SymbolRules rules;
    private final @Nullable BigDecimal stopPrice;
    private final @Nullable BigDecimal targetPrice;
    private final double stop;
    private final double target;
    private final @Nullable Trail trail;
    private final List<Step> roi;
    private final long openedMillis;
    private final long limitMillis;
    private final @Nullable Duration timeLimit;
    private double highestBid;

    private ExitGuard(
            Exits exits, Position position, Fees fees, SymbolRules rules, double highestBid) {
        BigDecimal entry = position.entryPrice();
        this.rules = rules;
        this.stopPrice =
                exits.stopLossPercent() == null
                        ? null
                        : rules.priceDown(moved(entry, exits.stopLossPercent().negate()));
        this.targetPrice =
                exits.takeProfitPercent() == null
                        ? null
                        : rules.priceUp(moved(entry, exits.takeProfitPercent()));
        this.stop = stopPrice == null ? -NEVER : stopPrice.doubleValue();
        this.target = targetPrice == null ? NEVER : targetPrice.doubleValue();
        this.trail = exits.trailing() == null ? null : Trail.of(exits.trailing(), entry);
        this.roi = steps(exits.roi(), position, fees, rules);
        this.openedMillis = position.openedAt().toEpochMilli();
        this.timeLimit = exits.timeLimit();
        this.limitMillis = timeLimit == null ? Long.MAX_VALUE : timeLimit.toMillis();
        this.highestBid = highestBid;
    }

    /// Returns a guard for a position that was just opened.
    public static ExitGuard of(Exits exits, Position position, Fees fees, SymbolRules rules) {
        return of(exits, position, fees, rules, 0);
    }

    /// Returns a guard for a position that has changed or was put back.
    ///
    /// @param highestBid highest bid since it was opened, 0 if there was none
    public static ExitGuard of(
            Exits exits, Position position, Fees fees, SymbolRules rules, double highestBid) {
        return new ExitGuard(exits, position, fees, rules, highestBid);
    }

    /// Returns the price at which the position is given up at a loss; null without a stop.
    public @Nullable BigDecimal stopPrice() {
        return stopPrice;
    }

    /// Returns the price at which the profit is taken; null without a target.
    public @Nullable BigDecimal targetPrice() {
        return targetPrice;
    }

    /// Returns the highest bid that was shown, 0 if there was none.
    public double highestBid() {
        return highestBid;
    }

    /// Looks at a bid and returns why the position must be closed; null if it may stay. Asked again, it answers again.
    public @Nullable Exit check(double bid, Instant now) {
        if (bid > highestBid) {
            highestBid = bid;
        }
        if (bid <= stop) {
            return new Exit(ExitRule.STOP_LOSS, "stop at " + money(stop));
        }
        if (trail != null && trail.isBroken(bid, highestBid)) {
            return new Exit(
                    ExitRule.TRAILING_STOP,
                    "trailing %s%% below %s".formatted(trail.percent, money(highestBid)));
        }
        if (bid >= target) {
            return new Exit(ExitRule.TAKE_PROFIT, "target at " + money(target));
        }
        long age = now.toEpochMilli() - openedMillis;
        Step step = step(age);
        if (step != null && bid >= step.bid) {
            return new Exit(
                    ExitRule.ROI, "profit of %s%% after %s".formatted(step.percent, step.after));
        }
        return age >= limitMillis && timeLimit != null
                ? new Exit(ExitRule.TIME_LIMIT, "held for " + spoken(timeLimit))
                : null;
    }

    private @Nullable Step step(long age) {
        Step due = null;
        for (int i = 0; i < roi.size() && roi.get(i).afterMillis <= age; i++) {
            due = roi.get(i);
        }
        return due;
    }

    /// profit = proceeds + quantity x bid x (1 - fee) - cost - fees >= percent of cost, solved for the bid.
    private static List<Step> steps(
            List<Exits.RoiStep> roi, Position position, Fees fees, SymbolRules rules) {
        BigDecimal kept = position.quantity().multiply(BigDecimal.ONE.subtract(fees.taker()));
        BigDecimal spent = position.cost().add(position.fees()).subtract(position.proceeds());
        List<Step> steps = new ArrayList<>();
        for (Exits.RoiStep step : roi) {
            BigDecimal profit = position.cost().multiply(step.percent()).movePointLeft(2);
            BigDecimal bid =
                    spent.add(profit)
                            .divide(kept, rules.tickSize().scale() + 10, RoundingMode.CEILING);
            steps.add(
                    new Step(
                            step.after().toMillis(),
                            rules.priceUp(bid).doubleValue(),
                            plain(step.percent()),
                            spoken(step.after())));
        }
        return steps;
    }

    private static BigDecimal moved(BigDecimal price, BigDecimal percent) {
        return price.multiply(HUNDRED.add(percent)).movePointLeft(2);
    }

    private String money(double price) {
        int decimals = Math.max(0, rules.tickSize().stripTrailingZeros().scale());
        DecimalFormat format =
                new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(BigDecimal.valueOf(price));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /// Writes a duration as in the configuration, for example `1h30m`.
    private static String spoken(Duration duration) {
        return duration.toString().replace("PT", "").toLowerCase(Locale.ROOT);
    }

    private record Step(long afterMillis, double bid, String percent, String after) {}

    /// @param activation bid from which it follows
    /// @param kept fraction of the highest bid below which it fires
    private record Trail(double activation, double kept, String percent) {
        static Trail of(Exits.Trailing trailing, BigDecimal entry) {
            boolean atOnce = trailing.activationPercent().signum() <= 0;
            return new Trail(
                    atOnce ? 0 : moved(entry, trailing.activationPercent()).doubleValue(),
                    HUNDRED.subtract(trailing.distancePercent()).movePointLeft(2).doubleValue(),
                    plain(trailing.distancePercent()));
        }

        boolean isBroken(double bid, double highest) {
            // A bid at the level breaks it, however the product was rounded; ticks are far larger.
            return highest >= activation && bid <= highest * kept * (1 + 1e-12);
        }
    }
}
