package io.tickmesh.market.kraken;

import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.util.List;

/// A message of the WebSocket v2.
sealed interface KrakenMessage {
    /// Trades, oldest first.
    record Trades(List<Trade> items) implements KrakenMessage {
        public Trades {
            items = List.copyOf(items);
        }
    }

    /// Best bids and asks.
    record Books(List<Book> items) implements KrakenMessage {
        public Books {
            items = List.copyOf(items);
        }
    }

    /// States of bars, oldest first. Nothing in them says whether they are final.
    record Bars(List<Bar> items) implements KrakenMessage {
        public Bars {
            items = List.copyOf(items);
        }
    }

    /// The connection is alive and there was nothing to say.
    record Heartbeat() implements KrakenMessage {}

    /// The state of the exchange.
    ///
    /// @param system `online`, `maintenance`, `cancel_only`, `post_only`, or what else the exchange may say
    record Status(String system) implements KrakenMessage {}

    /// The answer to a request, one for each symbol of a subscription.
    ///
    /// @param error why it was refused, empty if it was not
    record Answer(boolean accepted, String error) implements KrakenMessage {}

    /// The answer to a ping.
    record Pong() implements KrakenMessage {}

    /// Well-formed, and nothing we know.
    record Unknown() implements KrakenMessage {}

    /// Cannot be read.
    record Malformed(Refusal reason) implements KrakenMessage {}

    /// A trade.
    ///
    /// @param symbol place in the list of pairs
    /// @param id grows by one with each trade of the symbol
    /// @param price above zero
    /// @param quantity zero or more
    /// @param millis the exchange's time of the trade, epoch milliseconds
    record Trade(int symbol, long id, double price, double quantity, long millis) {}

    /// The best bid and ask of a symbol.
    ///
    /// @param symbol place in the list of pairs
    /// @param bid 0 if there is none
    /// @param ask 0 if there is none
    /// @param micros the exchange's time of the change, epoch microseconds; 0 if it was not told
    record Book(
            int symbol,
            double bid,
            double bidQuantity,
            double ask,
            double askQuantity,
            long micros) {}

    /// The state of a bar after a trade.
    ///
    /// @param symbol place in the list of pairs
    record Bar(int symbol, Interval interval, Candle candle) {}
}
