package io.tickmesh.simulator.source;

import io.tickmesh.simulator.market.Instrument;
import java.util.Arrays;
import java.util.List;

/// The captured messages of one symbol in the order in which they arrived, each with its instant on the exchange's clock.
///
/// Bars are cut by the times of trades, so a trade's instant is its own time. What comes between two trades lies between them,
/// at its own event time or, for quotes, which have none, as long after the message before as it arrived.
final class Capture {

    private final Instrument instrument;
    private final List<CapturedMessage> messages;
    private final long[] millis;

    /// @param instrument from the catalogue; gets finer scales if the messages need them
    Capture(Instrument instrument, List<CapturedLine> lines) {
        this.instrument = withScales(instrument, lines);
        this.messages = lines.stream().map(CapturedLine::message).toList();
        this.millis = instants(lines);
    }

    private static long[] instants(List<CapturedLine> lines) {
        long[] millis = new long[lines.size()];
        long ahead = firstAhead(lines);
        for (int i = 0; i < millis.length; i++) {
            CapturedLine line = lines.get(i);
            if (line.exchangeMillis() > 0) {
                ahead = line.exchangeMillis() - line.receivedMillis();
            }
            millis[i] = line.receivedMillis() + ahead;
        }
        long nextTrade = Long.MAX_VALUE;
        for (int i = millis.length - 1; i >= 0; i--) {
            if (lines.get(i).message() instanceof CapturedMessage.Trade) {
                nextTrade = millis[i];
            }
            millis[i] = Math.min(millis[i], nextTrade);
        }
        for (int i = 1; i < millis.length; i++) {
            millis[i] = Math.max(millis[i], millis[i - 1]);
        }
        return millis;
    }

    private static long firstAhead(List<CapturedLine> lines) {
        return lines.stream()
                .filter(line -> line.exchangeMillis() > 0)
                .findFirst()
                .map(line -> line.exchangeMillis() - line.receivedMillis())
                .orElse(0L);
    }

    private static Instrument withScales(Instrument instrument, List<CapturedLine> lines) {
        int price = 0;
        int quantity = 0;
        for (CapturedLine line : lines) {
            long[] levels =
                    switch (line.message()) {
                        case CapturedMessage.Trade t -> new long[] {t.price(), t.quantity()};
                        case CapturedMessage.Quote q ->
                                new long[] {q.bid(), q.bidQuantity(), q.ask(), q.askQuantity()};
                        case CapturedMessage.Update u -> join(u.bids(), u.asks());
                        case CapturedMessage.Snapshot s -> join(s.bids(), s.asks());
                    };
            for (int i = 0; i < levels.length; i += 2) {
                price = Math.max(price, decimals(levels[i]));
                quantity = Math.max(quantity, decimals(levels[i + 1]));
            }
        }
        return instrument.withFinerScales(price, quantity);
    }

    private static long[] join(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static int decimals(long units) {
        int decimals = Instrument.WIRE_DECIMALS;
        for (long rest = units; decimals > 0 && rest % 10 == 0; rest /= 10) {
            decimals--;
        }
        return decimals;
    }

    Instrument instrument() {
        return instrument;
    }

    int size() {
        return messages.size();
    }

    CapturedMessage message(int index) {
        return messages.get(index);
    }

    /// Returns the instant in epoch ms; never before that of the message before.
    long millis(int index) {
        return millis[index];
    }
}
