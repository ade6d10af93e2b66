package io.tickmesh.simulator.stream;

import io.tickmesh.simulator.fault.Message;
import io.tickmesh.simulator.fault.StreamFaults;
import io.tickmesh.simulator.market.BarSeries;
import io.tickmesh.simulator.market.MarketListener;
import io.tickmesh.simulator.market.SymbolBook;
import io.tickmesh.simulator.market.TradeTape;
import io.tickmesh.simulator.wire.JsonBytes;
import java.util.function.LongUnaryOperator;

/// Tells the subscribers what happens in the market. Every message is encoded once, and only when somebody listens. Lives on
/// the simulator's event loop.
final class Broadcast implements MarketListener {

    private final StreamTable streams;
    private final LongUnaryOperator eventTime;
    private final JsonBytes json = new JsonBytes();
    private final TextFrame frame = new TextFrame();
    private final StreamFaults faults;

    /// @param eventTime event time (epoch ms) of a message about the given data instant
    Broadcast(StreamTable streams, LongUnaryOperator eventTime, StreamFaults faults) {
        this.streams = streams;
        this.eventTime = eventTime;
        this.faults = faults;
    }

    @Override
    public void trade(
            SymbolBook book, long atMillis, long id, long ticks, long steps, boolean buyerMaker) {
        Topic topic = streams.of(book).of(StreamKind.TRADE);
        if (topic.idle()) {
            return;
        }
        long eventMillis = eventTime.applyAsLong(atMillis);
        publish(
                topic,
                (json, tail) ->
                        StreamMessages.trade(
                                json,
                                tail,
                                book.instrument(),
                                eventMillis,
                                atMillis,
                                id,
                                ticks,
                                steps,
                                buyerMaker));
    }

    @Override
    public void aggregateTrade(SymbolBook book, TradeTape aggregates) {
        Topic topic = streams.of(book).of(StreamKind.AGGREGATE_TRADE);
        if (topic.idle()) {
            return;
        }
        long eventMillis = eventTime.applyAsLong(aggregates.millis(aggregates.size() - 1));
        publish(
                topic,
                (json, tail) ->
                        StreamMessages.aggregateTrade(
                                json, tail, book.instrument(), aggregates, eventMillis));
    }

    @Override
    public void pulse(long atMillis) {
        streams.periodicals().pulse(atMillis, eventTime.applyAsLong(atMillis), this::publish);
    }

    @Override
    public void quote(SymbolBook book, long atMillis) {
        Topic topic = streams.of(book).of(StreamKind.BOOK_TICKER);
        if (!topic.idle()) {
            publish(topic, (json, _) -> StreamMessages.bookTicker(json, book));
        }
    }

    @Override
    public void bar(SymbolBook book, BarSeries bars, long atMillis) {
        Topic topic = streams.of(book).bars(bars.interval());
        if (topic.idle()) {
            return;
        }
        long eventMillis = eventTime.applyAsLong(atMillis);
        publish(
                topic,
                (json, tail) ->
                        StreamMessages.kline(json, tail, book.instrument(), bars, eventMillis));
    }

    @Override
    public void recordedMessage(SymbolBook book, String stream, byte[] payload) {
        streams.of(book)
                .labelled(stream)
                .filter(topic -> !topic.idle())
                .ifPresent(topic -> publishAll(topic, (json, _) -> json.raw(payload)));
    }

    /// Publishes what was made from the market; where the true messages were recorded, those are sent instead.
    private void publish(Topic topic, Payload payload) {
        if (!topic.recorded()) {
            publishAll(topic, payload);
        }
    }

    private void publishAll(Topic topic, Payload payload) {
        publish(topic, payload, TimePrecision.MILLISECOND);
        publish(topic, payload, TimePrecision.MICROSECOND);
    }

    private void publish(Topic topic, Payload payload, TimePrecision precision) {
        if (topic.wants(precision)) {
            payload.write(json.clear(), precision.tail());
            if (faults.idle()) {
                topic.send(precision, json, frame);
            } else {
                faults.pass(
                        new Message(
                                topic.name(),
                                json.toByteArray(),
                                message -> topic.send(precision, message, frame)));
            }
        }
    }
}
