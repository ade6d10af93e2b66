package io.tickmesh.market.price;

import io.tickmesh.mesh.event.PriceUpdated;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/// The newest bid, ask and trade of each symbol, and which of them changed since they were last taken. Not thread-safe.
public final class Quotes {
    private static final long CONFIRM_MILLIS = 1_000;

    private final List<String> symbols;
    private final Slot[] slots;
    private final BitSet changed;

    /// @param symbols a symbol is known by its place in this list
    public Quotes(List<String> symbols) {
        this.symbols = List.copyOf(symbols);
        this.slots = new Slot[symbols.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
        this.changed = new BitSet(slots.length);
    }

    /// Takes the best bid and ask. One that is older than the last, or repeats it, is ignored.
    ///
    /// @param updateId grows with every change of the symbol's book; -1 if the exchange has none
    /// @param eventMillis epoch milliseconds
    /// @return whether it was newer
    public boolean book(
            int symbol,
            long updateId,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity,
            long eventMillis,
            long receivedMicros) {
        Slot slot = slots[symbol];
        if (updateId >= 0 && updateId <= slot.updateId) {
            return false;
        }
        slot.updateId = updateId;
        slot.bid = bid;
        slot.bidQuantity = bidQuantity;
        slot.ask = ask;
        slot.askQuantity = askQuantity;
        changed(symbol, eventMillis, receivedMicros);
        return true;
    }

    /// Takes the last trade. The time of a price is that of its bid and ask once there are some: trades say nothing about how
    /// old those are.
    public void trade(
            int symbol, double price, double quantity, long eventMillis, long receivedMicros) {
        Slot slot = slots[symbol];
        slot.last = price;
        slot.lastQuantity = quantity;
        boolean quoted = slot.bid > 0 && slot.ask > 0;
        changed(symbol, quoted ? slot.eventMillis : eventMillis, receivedMicros);
    }

    /// Takes note that the symbol's streams are alive although its book has not moved for a second or more: what rests there is as
    /// good as new, and whoever decides on a closed candle must not refuse it as old.
    public void confirm(int symbol, long eventMillis, long receivedMicros) {
        Slot slot = slots[symbol];
        if (slot.bid > 0 && slot.ask > 0 && eventMillis - slot.eventMillis >= CONFIRM_MILLIS) {
            changed(symbol, eventMillis, receivedMicros);
        }
    }

    /// Forgets the books: they may have moved while nobody listened, and the next trade would show the old one as new. Their
    /// update ids too, because an exchange may count anew after a restart. To be called for each new connection.
    public void newConnection() {
        for (Slot slot : slots) {
            slot.updateId = -1;
            slot.bid = 0;
            slot.bidQuantity = 0;
            slot.ask = 0;
            slot.askQuantity = 0;
        }
    }

    /// Forgets all of a symbol: others have seen its prices since.
    public void forget(int symbol) {
        slots[symbol] = new Slot();
        changed.clear(symbol);
    }

    /// Returns whether a price changed since they were last taken.
    public boolean hasChanges() {
        return !changed.isEmpty();
    }

    /// Returns the prices that changed since the last call, in the order of the symbols.
    ///
    /// @param sequence numbers the prices
    public List<PriceUpdated> takeChanges(
            String node, long publishedMicros, LongSupplier sequence) {
        List<PriceUpdated> prices = new ArrayList<>(changed.cardinality());
        for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
            Slot slot = slots[i];
            prices.add(
                    new PriceUpdated(
                            node,
                            sequence.getAsLong(),
                            publishedMicros,
                            slot.eventMillis,
                            slot.receivedMicros,
                            symbols.get(i),
                            slot.bid,
                            slot.bidQuantity,
                            slot.ask,
                            slot.askQuantity,
                            slot.last,
                            slot.lastQuantity));
        }
        changed.clear();
        return prices;
    }

    private void changed(int symbol, long eventMillis, long receivedMicros) {
        Slot slot = slots[symbol];
        // Messages without an event time are stamped by our clock, which may run behind the
        // exchange's.
        slot.eventMillis = Math.max(slot.eventMillis, eventMillis);
        slot.receivedMicros = receivedMicros;
        changed.set(symbol);
    }

    private static final class Slot {
        private long updateId = -1;
        private long eventMillis;
        private long receivedMicros;
        private double bid;
        private double bidQuantity;
        private double ask;
        private double askQuantity;
        private double last;
        private double lastQuantity;
    }
}
