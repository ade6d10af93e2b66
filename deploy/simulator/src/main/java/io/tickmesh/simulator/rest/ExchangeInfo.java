package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Instrument;
import io.tickmesh.simulator.wire.JsonBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The answer to `exchangeInfo`: what does not change is written once.
final class ExchangeInfo {

    private static final byte[] LIMITS =
            (",\"rateLimits\":["
                            + limit("REQUEST_WEIGHT", "MINUTE", 1, 6_000)
                            + ","
                            + limit("ORDERS", "SECOND", 10, 100)
                            + ","
                            + limit("ORDERS", "DAY", 1, 200_000)
                            + ","
                            + limit("RAW_REQUESTS", "MINUTE", 5, 61_000)
                            + "],\"exchangeFilters\":[],\"symbols\":[")
                    .getBytes(StandardCharsets.US_ASCII);

    private static final BigDecimal MOST_NOTIONAL = new BigDecimal("9000000");

    private final List<byte[]> symbols;

    ExchangeInfo(List<Instrument> instruments) {
        symbols =
                instruments.stream()
                        .map(i -> symbol(i).getBytes(StandardCharsets.US_ASCII))
                        .toList();
    }

    void write(JsonBytes json, long serverTimeMillis, List<Integer> indices) {
        json.raw("{\"timezone\":\"UTC\",\"serverTime\":").number(serverTimeMillis).raw(LIMITS);
        for (int i = 0; i < indices.size(); i++) {
            json.raw(i == 0 ? "" : ",").raw(symbols.get(indices.get(i)));
        }
        json.raw("]}");
    }

    private static String limit(String type, String interval, int count, int limit) {
        return "{\"rateLimitType\":\"%s\",\"interval\":\"%s\",\"intervalNum\":%d,\"limit\":%d}"
                .formatted(type, interval, count, limit);
    }

    private static String symbol(Instrument i) {
        return """
        {"symbol":"%s","status":"TRADING","baseAsset":"%s","baseAssetPrecision":8,\
        "quoteAsset":"%s","quotePrecision":8,"quoteAssetPrecision":8,\
        "baseCommissionPrecision":8,"quoteCommissionPrecision":8,\
        "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS_LIMIT","TAKE_PROFIT_LIMIT"],\
        "icebergAllowed":true,"ocoAllowed":true,"otoAllowed":false,"opoAllowed":false,\
        "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":false,"cancelReplaceAllowed":false,\
        "amendAllowed":false,"pegInstructionsAllowed":false,"isSpotTradingAllowed":true,\
        "isMarginTradingAllowed":false,"filters":[%s,%s,%s,%s],"permissions":[],\
        "permissionSets":[["SPOT"]],"defaultSelfTradePreventionMode":"EXPIRE_MAKER",\
        "allowedSelfTradePreventionModes":["EXPIRE_TAKER","EXPIRE_MAKER","EXPIRE_BOTH"]}\
        """
                .formatted(
                        i.symbol(), i.base(), i.quote(), price(i), lot(i), notional(i), market(i));
    }

    private static String price(Instrument i) {
        String tick = wire(BigDecimal.ONE.movePointLeft(i.priceDecimals()));
        return "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":%s,\"maxPrice\":%s,\"tickSize\":%s}"
                .formatted(tick, wire(i.maxPrice()), tick);
    }

    private static String lot(Instrument i) {
        return "{\"filterType\":\"LOT_SIZE\",\"minQty\":%s,\"maxQty\":%s,\"stepSize\":%s}"
                .formatted(
                        wire(i.minQuantity()),
                        wire(i.maxQuantity()),
                        wire(BigDecimal.ONE.movePointLeft(i.quantityDecimals())));
    }

    private static String notional(Instrument i) {
        return """
        {"filterType":"NOTIONAL","minNotional":%s,"applyMinToMarket":true,\
        "maxNotional":%s,"applyMaxToMarket":false,"avgPriceMins":5}\
        """
                .formatted(wire(i.minNotional()), wire(MOST_NOTIONAL));
    }

    private static String market(Instrument i) {
        return """
        {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":%s,\
        "stepSize":"0.00000000"}\
        """
                .formatted(wire(i.marketMaxQuantity()));
    }

    private static String wire(BigDecimal value) {
        return "\"" + value.setScale(Instrument.WIRE_DECIMALS).toPlainString() + "\"";
    }
}
