package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenPairTest {
    @ParameterizedTest
    @CsvSource({
        "BTCUSD.KRAKEN, BTC/USD, XBTUSD",
        "ETHBTC.KRAKEN, ETH/BTC, ETHXBT",
        "BTCUSDT.KRAKEN, BTC/USDT, XBTUSDT",
        "USDTUSD.KRAKEN, USDT/USD, USDTUSD",
        "DOGEEUR.KRAKEN, DOGE/EUR, XDGEUR",
        "PYUSDUSD.KRAKEN, PYUSD/USD, PYUSDUSD",
        "1INCHUSD.KRAKEN, 1INCH/USD, 1INCHUSD"
    })
    void namesASymbolAsEachInterfaceDoes(String symbol, String stream, String rest) {
        KrakenPair pair = KrakenPair.of(symbol).orElseThrow();

        assertThat(pair.symbol()).isEqualTo(symbol);
        assertThat(pair.streamName()).isEqualTo(stream);
        assertThat(pair.restName()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT", "USD.KRAKEN", "BTCXYZ.KRAKEN", "btcusd.KRAKEN", ".KRAKEN"})
    void knowsNoOtherNames(String symbol) {
        assertThat(KrakenPair.of(symbol)).isEmpty();
    }

    @Test
    void putsQuotesThatEndWithAnotherBeforeIt() {
        for (int i = 0; i < KrakenPair.QUOTES.size(); i++) {
            String quote = KrakenPair.QUOTES.get(i);
            assertThat(KrakenPair.QUOTES.subList(0, i)).noneMatch(quote::endsWith);
        }
    }
}
