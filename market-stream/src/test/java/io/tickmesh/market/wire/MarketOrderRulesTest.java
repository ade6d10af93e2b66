package io.tickmesh.market.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.market.SymbolRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the exchange demands of orders that meet the market at once.
class MarketOrderRulesTest {
    @Test
    void readsTheLimitsOfMarketOrders() {
        SymbolRules rules =
                rules(
                        """
                        ,{"filterType":"MARKET_LOT_SIZE","minQty":"0","maxQty":"70.5","stepSize":"0"}
                        ,{"filterType":"NOTIONAL","minNotional":"5","applyMinToMarket":false}
                        """);

        assertThat(rules.maxMarketQuantity()).isEqualByComparingTo("70.5");
        assertThat(rules.minNotionalForMarket()).isFalse();
        assertThat(rules.minNotional()).isEqualByComparingTo("5");
    }

    @Test
    void withoutSuchLimitsThoseOfAllOrdersHold() {
        assertThat(rules("").maxMarketQuantity()).isEqualByComparingTo("900");
        assertThat(rules("").minNotionalForMarket()).isTrue();
        String zero = ",{\"filterType\":\"MARKET_LOT_SIZE\",\"maxQty\":\"0.00000000\"}";
        assertThat(rules(zero).maxMarketQuantity()).isEqualByComparingTo("900");
        String older =
                ",{\"filterType\":\"MIN_NOTIONAL\",\"minNotional\":\"10\",\"applyToMarket\":false}";
        assertThat(rules(older).minNotionalForMarket()).isFalse();
    }

    private static SymbolRules rules(String more) {
        String answer =
                """
                {"symbols":[{"symbol":"BTCUSDT","baseAsset":"BTC","quoteAsset":"USDT","filters":[
                {"filterType":"PRICE_FILTER","tickSize":"0.01"},
                {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"900","stepSize":"0.001"}%s]}]}
                """
                        .formatted(more);
        return ExchangeInfo.rules(answer.getBytes(StandardCharsets.UTF_8), List.of("BTCUSDT"))
                .getFirst();
    }
}
