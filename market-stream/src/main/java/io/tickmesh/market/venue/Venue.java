package io.tickmesh.market.venue;

import io.tickmesh.market.book.DepthSnapshot;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An exchange: what is particular about it. A feed does the rest: connections and their life, candles, prices, watchdogs.
/// For one context.
///
/// Requests wait for their turn within the exchange's limits, are timed out, and are repeated with back-off until there is a
/// usable answer: their futures fail only when the venue is closed.
public interface Venue {
    /// How many levels of each side a snapshot of an order book has, if there are so many.
    int DEPTH_LEVELS = 1000;

    /// Returns the name of the feed, for example `binance`.
    String name();

    /// Returns the symbols that are streamed, as the mesh names them.
    List<String> symbols();

    /// Returns the intervals whose candles are published. A bar of every one of them comes from [MarketSink#closedBar] and from
    /// [#candles]; how the exchange's own intervals become these is the venue's business.
    List<Interval> intervals();

    /// Returns how its connections are kept.
    ConnectionSettings connection();

    /// Returns the address of the streams.
    URI streamUrl();

    /// Returns all streams to subscribe.
    List<Stream> streams();

    /// Returns what the exchange calls a channel, for example `bookTicker`.
    String nameOf(Channel channel);

    /// Returns the messages that subscribe to `streams`, to be sent in this order.
    ///
    /// @param firstId larger than the ids of all messages before, for exchanges that number requests
    List<StreamRequest> subscribe(List<Stream> streams, int firstId);

    /// Returns the messages that end the subscription of `streams`, to be sent in this order.
    ///
    /// @param firstId larger than the ids of all messages before, for exchanges that number requests
    List<StreamRequest> unsubscribe(List<Stream> streams, int firstId);

    /// Returns the shortest time between two messages to the exchange, milliseconds.
    long millisBetweenRequests();

    /// Returns a reader for a new connection.
    MessageReader reader();

    /// Asks for the exchange's time, epoch milliseconds.
    Future<Long> time();

    /// Asks for the rules of the symbols.
    Future<List<SymbolRules>> rules();

    /// Asks for bars, oldest first. The last may be still open.
    Future<List<Candle>> candles(CandleQuery query);

    /// Returns the symbols whose order books are kept, some of [#symbols].
    default List<String> orderBooks() {
        return List.of();
    }

    /// Asks for the order book of a symbol: the best [#DEPTH_LEVELS] levels of each side. Only for [#orderBooks].
    default Future<DepthSnapshot> depth(String symbol) {
        return Future.failedFuture(name() + " has no order books");
    }

    /// Returns how long at most the exchange says nothing about the bars of an interval, whatever is traded; empty if that may be
    /// any time.
    default Optional<Duration> barSilence(Interval interval) {
        return Optional.empty();
    }

    /// Returns the request weight used in the last minute, by the exchange's measure.
    int weightUsed();

    /// Leaves a part of what the exchange grants to other nodes.
    ///
    /// @param nodes how many share it, this one included
    void share(int nodes);

    /// Gives up everything that waits or is under way.
    void close();
}
