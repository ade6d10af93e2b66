package io.tickmesh.simulator.rest;

import io.tickmesh.simulator.market.Instrument;
import java.math.BigDecimal;

/// The filters of a symbol in `exchangeInfo`, in the exchange's order. Those that are not of the instrument have the values
/// that most symbols of the exchange have.
final class SymbolFilters {

    private static final BigDecimal MOST_NOTIONAL = new BigDecimal("9000000");

    private SymbolFilters() {}

    static String json(Instrument i) {
        String tick = wire(BigDecimal.ONE.movePointLeft(i.priceDecimals()));
        String step = wire(BigDecimal.ONE.movePointLeft(i.quantityDecimals()));
        return """
        [{"filterType":"PRICE_FILTER","minPrice":%s,"maxPrice":%s,"tickSize":%s},\
        {"filterType":"LOT_SIZE","minQty":%s,"maxQty":%s,"stepSize":%s},\
        {"filterType":"ICEBERG_PARTS","limit":50},\
        {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":%s,\
        "stepSize":"0.00000000"},\
        {"filterType":"TRAILING_DELTA","minTrailingAboveDelta":10,"maxTrailingAboveDelta":2000,\
        "minTrailingBelowDelta":10,"maxTrailingBelowDelta":2000},\
        {"filterType":"PERCENT_PRICE_BY_SIDE","bidMultiplierUp":"5","bidMultiplierDown":"0.2",\
        "askMultiplierUp":"5","askMultiplierDown":"0.2","avgPriceMins":5},\
        {"filterType":"NOTIONAL","minNotional":%s,"applyMinToMarket":true,"maxNotional":%s,\
        "applyMaxToMarket":false,"avgPriceMins":5},\
        {"filterType":"MAX_NUM_ORDERS","maxNumOrders":200},\
        {"filterType":"MAX_NUM_ORDER_LISTS","maxNumOrderLists":20},\
        {"filterType":"MAX_NUM_ALGO_ORDERS","maxNumAlgoOrders":5},\
        {"filterType":"MAX_NUM_ORDER_AMENDS","maxNumOrderAmends":10}]\
        """
                .formatted(
                        tick,
                        wire(i.maxPrice()),
                        tick,
                        wire(i.minQuantity()),
                        wire(i.maxQuantity()),
                        step,
                        wire(i.marketMaxQuantity()),
                        wire(i.minNotional()),
                        wire(MOST_NOTIONAL));
    }

    private static String wire(BigDecimal value) {
        return "\"" + value.setScale(Instrument.WIRE_DECIMALS).toPlainString() + "\"";
    }
}
