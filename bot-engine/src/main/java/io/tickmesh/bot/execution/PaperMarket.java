package io.tickmesh.bot.execution;

import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest price of one symbol, what in it is new, and the orders that wait for it.
///
/// It follows one publisher. While a symbol moves between nodes both publish it for a few seconds, and each tells the same trades:
/// taken in turns, what was traded once would be new again and again.
final class PaperMarket {
    // A node that published nothing for so long has given the symbol up, or has died.
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final List<OpenOrder> orders = new ArrayList<>();
    private @Nullable PriceUpdated newest;
    private Instant newestAt = Instant.MIN;
    private boolean newBid;
    private boolean newAsk;
    private boolean newTrade;
    private BigDecimal handedOut = BigDecimal.ZERO;

    /// Returns the orders in the order in which they were sent.
    List<OpenOrder> orders() {
        return orders;
    }

    /// Takes a price in. Messages repeat what has not changed: only what differs can fill an order that rests. The first price of
    /// another node may repeat it all, so nothing in it can.
    ///
    /// @param now when it came
    /// @return whether it was taken in; that of another node than the last one is not until that one is silent for a second
    boolean accept(PriceUpdated price, Instant now) {
        PriceUpdated before = newest;
        boolean follows = before == null || before.node().equals(price.node());
        if (!follows && now.isBefore(newestAt.plus(SILENCE))) {
            return false;
        }
        newest = price;
        newestAt = now;
        handedOut = BigDecimal.ZERO;
        // The first price may repeat what an order that was put back has seen already; its trade
        // may be old.
        newBid =
                before == null
                        || (follows
                                && (before.bid() != price.bid()
                                        || before.bidQuantity() != price.bidQuantity()));
        newAsk =
                before == null
                        || (follows
                                && (before.ask() != price.ask()
                                        || before.askQuantity() != price.askQuantity()));
        newTrade =
                before != null
                        && follows
                        && (before.last() != price.last()
                                || before.lastQuantity() != price.lastQuantity());
        return true;
    }

    boolean hasQuote(SymbolRules rules) {
        PriceUpdated price = newest;
        return price != null
                && price.hasQuote()
                && rules.price(price.bid()).signum() > 0
                && rules.price(price.ask()).signum() > 0;
    }

    /// Returns the best price that an order of that side meets.
    BigDecimal facing(Side side, SymbolRules rules) {
        PriceUpdated price = known();
        return rules.price(side == Side.BUY ? price.ask() : price.bid());
    }

    /// Returns the assumed book that an order of that side meets.
    Depth depth(Side side, int slippageTicks, SymbolRules rules) {
        PriceUpdated price = known();
        double quantity = side == Side.BUY ? price.askQuantity() : price.bidQuantity();
        return Depth.of(facing(side, rules), quantity, side, slippageTicks, rules);
    }

    /// Returns how much was traded or quoted strictly beyond the limit of an order that rests and has not been handed out to others
    /// yet; zero if the market did not pass it.
    BigDecimal beyond(Side side, BigDecimal limit) {
        PriceUpdated price = known();
        double level = limit.doubleValue();
        boolean buys = side == Side.BUY;
        double quote = buys ? price.ask() : price.bid();
        double quoted = buys ? price.askQuantity() : price.bidQuantity();
        BigDecimal most = BigDecimal.ZERO;
        if ((buys ? newAsk : newBid) && quote > 0 && (buys ? quote < level : quote > level)) {
            most = amount(quoted);
        }
        if (newTrade && price.last() > 0 && (buys ? price.last() < level : price.last() > level)) {
            most = most.max(amount(price.lastQuantity()));
        }
        return most.subtract(handedOut).max(BigDecimal.ZERO);
    }

    void handOut(BigDecimal quantity) {
        handedOut = handedOut.add(quantity);
    }

    private static BigDecimal amount(double quantity) {
        return quantity > 0 ? BigDecimal.valueOf(quantity) : Depth.UNLIMITED;
    }

    private PriceUpdated known() {
        PriceUpdated price = newest;
        if (price == null) {
            throw new IllegalStateException("no price yet");
        }
        return price;
    }
}
