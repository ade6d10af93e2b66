package io.tickmesh.bot.backtest;

import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.event.BotFailed;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.BotStatusChanged;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.OrderCancelled;
import io.tickmesh.mesh.event.OrderFilled;
import io.tickmesh.mesh.event.OrderPlaced;
import io.tickmesh.mesh.event.OrderRejected;
import io.tickmesh.mesh.event.PositionClosed;
import io.tickmesh.mesh.event.RiskRejected;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps what a backtest did: trades, fees and equity, from the events of its engine alone. Not thread-safe.
final class Recorder implements Consumer<Event> {
    static final int MOST_TRADES = 200_000;

    private final Map<String, Integer> indices = new HashMap<>();
    private final @Nullable OpenTrade[] open;
    private final double[] held;
    private final double[] closes;
    private final List<BacktestTrade> trades = new ArrayList<>();
    private final Curve curve = new Curve();
    private final Consumer<? super Event> listener;
    private BigDecimal cash;
    private double freeCash;
    private BigDecimal fees = BigDecimal.ZERO;
    private int holding;
    private long orders;
    private long refused;

    /// What is still to be filled of each order that was sent.
    private final Map<String, BigDecimal> underWay = new HashMap<>();

    private String failure = "";

    /// @param listener gets every event, after it was taken in
    Recorder(List<String> symbols, BigDecimal capital, Consumer<? super Event> listener) {
        symbols.forEach(symbol -> indices.put(symbol, indices.size()));
        open = new OpenTrade[symbols.size()];
        held = new double[symbols.size()];
        closes = new double[symbols.size()];
        cash = capital;
        freeCash = capital.doubleValue();
        this.listener = listener;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof OrderFilled fill) {
            filled(fill);
        } else if (event instanceof PositionClosed closed) {
            closed(closed.symbol(), closed.reason());
        } else if (event instanceof OrderPlaced placed) {
            orders++;
            underWay.put(placed.orderId(), placed.quantity());
        } else if (event instanceof OrderCancelled cancelled) {
            underWay.remove(cancelled.orderId());
        } else if (event instanceof OrderRejected rejected) {
            refused++;
            underWay.remove(rejected.orderId());
        } else if (event instanceof RiskRejected) {
            refused++;
        } else if (event instanceof BotFailed failed) {
            failure = failed.bot() + ": " + failed.error();
        } else if (event instanceof BotStatusChanged changed
                && changed.status() == BotStatus.FAILED) {
            failure = changed.bot() + ": " + changed.reason();
        }
        listener.accept(event);
    }

    private void filled(OrderFilled fill) {
        int index = index(fill.symbol());
        OpenTrade trade = open[index];
        if (trade == null) {
            trade = new OpenTrade(fill);
            open[index] = trade;
            holding++;
        }
        trade.fill(fill);
        BigDecimal left =
                underWay.getOrDefault(fill.orderId(), BigDecimal.ZERO).subtract(fill.quantity());
        if (left.signum() > 0) {
            underWay.put(fill.orderId(), left);
        } else {
            underWay.remove(fill.orderId());
        }
        book(fill.side().signed(fill.quantity()).multiply(fill.price()), fill.fee());
        held[index] = trade.held().doubleValue();
    }

    private void book(BigDecimal paid, BigDecimal fee) {
        cash = cash.subtract(paid).subtract(fee);
        freeCash = cash.doubleValue();
        fees = fees.add(fee);
    }

    private void closed(String symbol, String reason) {
        int index = index(symbol);
        OpenTrade trade = open[index];
        if (trade != null) {
            trades.add(trade.close(reason));
            open[index] = null;
            held[index] = 0;
            holding--;
        }
    }

    private int index(String symbol) {
        return Objects.requireNonNull(indices.get(symbol), symbol);
    }

    /// Takes note of how far the price of a symbol went.
    void range(int index, double low, double high) {
        OpenTrade trade = open[index];
        if (trade != null) {
            trade.range(low, high);
        }
    }

    /// Takes note of the close of a candle.
    void close(int index, double price) {
        closes[index] = price;
        OpenTrade trade = open[index];
        if (trade != null) {
            trade.bar();
        }
    }

    /// Values the account at the closes.
    void mark(long atMillis) {
        double equity = freeCash;
        for (int i = 0; holding > 0 && i < held.length; i++) {
            equity += held[i] * closes[i];
        }
        curve.add(atMillis, equity, holding > 0);
    }

    /// Sells what is held at the last closes, and pays the fee.
    void sellAll(List<SymbolRules> rules, BigDecimal feeRate, Instant time) {
        for (SymbolRules own : rules) {
            int index = index(own.symbol());
            OpenTrade trade = open[index];
            if (trade != null) {
                BigDecimal price = own.price(closes[index]);
                BigDecimal value = trade.held().multiply(price);
                BigDecimal fee =
                        value.multiply(feeRate)
                                .setScale(SymbolRules.MONEY_SCALE, RoundingMode.HALF_UP);
                trade.sell(price, fee, time);
                book(value.negate(), fee);
                closed(own.symbol(), "end of data");
            }
        }
        curve.last(freeCash);
    }

    /// Returns whether no order is on its way or rests.
    boolean hasNoOrders() {
        return underWay.isEmpty();
    }

    boolean isHolding() {
        return holding > 0;
    }

    /// Returns what went wrong with a bot; empty if nothing did.
    String failure() {
        return failure;
    }

    boolean isFull() {
        return trades.size() >= MOST_TRADES;
    }

    List<BacktestTrade> trades() {
        return trades;
    }

    Curve curve() {
        return curve;
    }

    /// Returns the cash, exactly.
    BigDecimal cash() {
        return cash;
    }

    BigDecimal fees() {
        return fees;
    }

    long orders() {
        return orders;
    }

    long refused() {
        return refused;
    }
}
