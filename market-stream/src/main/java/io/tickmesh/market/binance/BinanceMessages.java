package io.tickmesh.market.binance;

import io.tickmesh.market.venue.MarketSink;
import io.tickmesh.market.venue.MessageReader;
import io.tickmesh.market.wire.FrameParser;
import io.tickmesh.market.wire.MessageKind;
import io.tickmesh.mesh.market.Interval;
import java.util.List;

/// Reads the messages of Binance's streams.
final class BinanceMessages implements MessageReader {
    private final FrameParser parser;
    private MessageKind kind = MessageKind.UNKNOWN;

    BinanceMessages(List<String> symbols, List<Interval> intervals) {
        this.parser = new FrameParser(symbols, intervals);
    }

    @Override
    public void read(byte[] bytes, int length) {
        kind = parser.parse(bytes, length);
    }

    @Override
    public long eventMillis() {
        return parser.eventMillis();
    }

    @Override
    public void tell(MarketSink sink) {
        switch (kind) {
            case TRADE ->
                    sink.trade(
                            parser.symbol(),
                            parser.firstTradeId(),
                            parser.price(),
                            parser.quantity(),
                            parser.tradeMillis());
            case BOOK ->
                    sink.quote(
                            parser.symbol(),
                            parser.updateId(),
                            parser.bid(),
                            parser.bidQuantity(),
                            parser.ask(),
                            parser.askQuantity());
            case CLOSED_CANDLE ->
                    sink.closedBar(
                            parser.symbol(),
                            parser.interval(),
                            parser.candle(),
                            parser.lastTradeId());
            case DEPTH ->
                    sink.depth(
                            parser.symbol(),
                            parser.firstUpdateId(),
                            parser.updateId(),
                            parser.eventMillis(),
                            parser.bids(),
                            parser.asks());
            case OPEN_CANDLE ->
                    sink.openBar(
                            parser.symbol(),
                            parser.interval(),
                            parser.candle(),
                            parser.firstTradeId(),
                            parser.lastTradeId());
            case DONE -> sink.answered();
            case REFUSED -> sink.refused();
            case SHUTDOWN -> sink.shutdown();
            case AGGREGATE_TRADE, UNUSED, UNKNOWN -> sink.unknown();
            case MALFORMED -> sink.malformed(parser.refusal());
        }
    }
}
