package io.tickmesh.market;

import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// Messages of Binance's combined streams.
final class Frames {
    private static final AtomicLong TRADE_IDS = new AtomicLong();

    private Frames() {}

    static String kline(String symbol, Interval interval, Candle bar, boolean closed) {
        return kline(symbol, interval, bar, closed, -1, -1);
    }

    static String kline(
            String symbol,
            Interval interval,
            Candle bar,
            boolean closed,
            long firstTrade,
            long lastTrade) {
        return """
        {"stream":"%s@kline_%s","data":{"e":"kline","E":%d,"s":"%s","k":{"t":%d,"T":%d,"s":"%s","i":"%s",\
        "f":%d,"L":%d,"o":"%s","c":"%s","h":"%s","l":"%s","v":"%s","n":%d,"x":%s,"q":"%s","V":"0","Q":"0","B":"0"}}}\
        """
                .formatted(
                        symbol.toLowerCase(Locale.ROOT),
                        interval.code(),
                        interval.next(bar.openMillis()),
                        symbol,
                        bar.openMillis(),
                        interval.next(bar.openMillis()) - 1,
                        symbol,
                        interval.code(),
                        firstTrade,
                        lastTrade,
                        text(bar.open()),
                        text(bar.close()),
                        text(bar.high()),
                        text(bar.low()),
                        text(bar.volume()),
                        bar.trades(),
                        closed,
                        text(bar.quoteVolume()));
    }

    /// A trade with an id that follows the last one's.
    static String trade(String symbol, long eventMillis, String price) {
        return trade(symbol, TRADE_IDS.incrementAndGet(), eventMillis, price);
    }

    static String trade(String symbol, long id, long eventMillis, String price) {
        return """
        {"stream":"x@trade","data":{"e":"trade","E":%d,"s":"%s","t":%d,"p":"%s","q":"0.50000000","T":%d,"m":true,"M":true}}\
        """
                .formatted(eventMillis, symbol, id, price, eventMillis);
    }

    static String depth(String symbol, long first, long last, String bids, String asks) {
        return """
        {"stream":"x@depth@100ms","data":{"e":"depthUpdate","E":%d,"s":"%s","U":%d,"u":%d,"b":[%s],"a":[%s]}}\
        """
                .formatted(1_621_425_600_000L + last, symbol, first, last, bids, asks);
    }

    static String book(String symbol, long updateId, String bid, String ask) {
        return """
        {"stream":"x@bookTicker","data":{"u":%d,"s":"%s","b":"%s","B":"1.00000000","a":"%s","A":"2.00000000"}}\
        """
                .formatted(updateId, symbol, bid, ask);
    }

    static String text(double value) {
        return BigDecimal.valueOf(value).setScale(8, RoundingMode.HALF_EVEN).toPlainString();
    }
}
