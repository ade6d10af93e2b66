package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.market.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;

/// A position under way, kept from its fills. Not thread-safe.
final class OpenTrade {
    private static final int MOST_DECIMALS = 16;

    private final String symbol;
    private final Instant entryTime;
    private Instant exitTime;
    private BigDecimal bought = BigDecimal.ZERO;
    private BigDecimal paid = BigDecimal.ZERO;
    private BigDecimal entryFees = BigDecimal.ZERO;
    private BigDecimal sold = BigDecimal.ZERO;
    private BigDecimal received = BigDecimal.ZERO;
    private BigDecimal fees = BigDecimal.ZERO;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private int bars;

    OpenTrade(OrderFilled first) {
        symbol = first.symbol();
        entryTime = first.time();
        exitTime = first.time();
    }

    void fill(OrderFilled fill) {
        fill(fill.side(), fill.quantity(), fill.price(), fill.fee());
        exitTime = fill.time();
    }

    /// Sells what is held when the data end.
    void sell(BigDecimal price, BigDecimal fee, Instant time) {
        fill(Side.SELL, held(), price, fee);
        exitTime = time;
    }

    private void fill(Side side, BigDecimal quantity, BigDecimal price, BigDecimal fee) {
        BigDecimal value = quantity.multiply(price);
        fees = fees.add(fee);
        switch (side) {
            case BUY -> {
                bought = bought.add(quantity);
                paid = paid.add(value);
                entryFees = entryFees.add(fee);
            }
            case SELL -> {
                sold = sold.add(quantity);
                received = received.add(value);
            }
        }
    }

    void range(double low, double high) {
        lowest = Math.min(lowest, low);
        highest = Math.max(highest, high);
    }

    void bar() {
        bars++;
    }

    BigDecimal held() {
        return bought.subtract(sold);
    }

    BacktestTrade close(String reason) {
        BigDecimal entry = average(paid, bought);
        BigDecimal profit = received.subtract(paid).subtract(fees);
        double price = entry.doubleValue();
        return new BacktestTrade(
                symbol,
                entryTime,
                exitTime,
                entry,
                sold.signum() == 0 ? entry : average(received, sold),
                bought,
                fees,
                profit,
                100 * profit.doubleValue() / paid.add(entryFees).doubleValue(),
                reason,
                bars,
                lowest > price ? 0 : 100 * (price - lowest) / price,
                highest < price ? 0 : 100 * (highest - price) / price);
    }

    private static BigDecimal average(BigDecimal value, BigDecimal quantity) {
        BigDecimal average = value.divide(quantity, MathContext.DECIMAL64).stripTrailingZeros();
        int scale = Math.clamp(average.scale(), 0, MOST_DECIMALS);
        return average.setScale(scale, RoundingMode.HALF_EVEN);
    }
}
