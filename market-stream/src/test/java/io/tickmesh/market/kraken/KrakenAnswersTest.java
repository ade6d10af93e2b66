package io.tickmesh.market.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.market.venue.LimitExceededException;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.market.wire.Refusal;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenAnswersTest {
    private static final String BARS =
            """
            {"error":[],"result":{"XXBTZUSD":[\
            [1762777020,"106038.2","106038.2","106038.2","106038.2","0.0","0.00000000",0],\
            [1762777200,"106038.1","106044.3","106038.1","106040.1","106039.6","0.08317981",3]],"last":1762777020}}\
            """;
    private static final String PAIRS =
            """
            {"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD",\
            "pair_decimals":1,"lot_decimals":8,"ordermin":"0.00005","costmin":"0.5","tick_size":"0.1"},\
            "XDGUSD":{"altname":"XDGUSD","pair_decimals":7,"lot_decimals":0,"ordermin":"20"}}}\
            """;

    @Test
    void readsBarsUnderWhateverNameTheyCome() throws Exception {
        assertThat(KrakenAnswers.bars(bytes(BARS), Interval.M1))
                .containsExactly(
                        new Candle(1762777020000L, 106038.2, 106038.2, 106038.2, 106038.2, 0, 0, 0),
                        new Candle(
                                1762777200000L,
                                106038.1,
                                106044.3,
                                106038.1,
                                106040.1,
                                0.08317981,
                                0.08317981 * 106039.6,
                                3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1762777200;1762777020;IMPOSSIBLE_CANDLE",
                "1762777200;1762777201;IMPOSSIBLE_CANDLE",
                "1762777200;\"1762777200\";WRONG_TYPE",
                "1762777200;99999999999999;BAD_NUMBER",
                "\"106044.3\";\"1\";IMPOSSIBLE_CANDLE",
                "\"106044.3\";\"0x1\";BAD_NUMBER",
                "\"106044.3\";1;BAD_NUMBER",
                ",3]];]];WRONG_TYPE",
                "\"result\";\"r\";MISSING_FIELD",
                "}};};NOT_JSON"
            })
    void refusesDamagedBarsWithTheReason(String part, String damaged, Refusal reason) {
        assertThat(BARS).contains(part);
        assertThatThrownBy(
                        () -> KrakenAnswers.bars(bytes(BARS.replace(part, damaged)), Interval.M1))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.refusal()).isEqualTo(reason));
    }

    @Test
    void readsTheRulesOfSymbolsInTheirOrder() throws Exception {
        List<KrakenPair> pairs = List.of(pair("DOGEUSD"), pair("BTCUSD"));

        List<SymbolRules> rules = KrakenAnswers.rules(bytes(PAIRS), pairs);

        assertThat(rules)
                .extracting(SymbolRules::symbol)
                .containsExactly("DOGEUSD.KRAKEN", "BTCUSD.KRAKEN");
        assertThat(rules.getFirst().tickSize()).isEqualByComparingTo("0.0000001");
        assertThat(rules.getFirst().stepSize()).isEqualByComparingTo("1");
        assertThat(rules.getFirst().minNotional()).isEqualByComparingTo("0");
        SymbolRules btc = rules.getLast();
        assertThat(btc.baseAsset() + btc.quoteAsset()).isEqualTo("BTCUSD");
        assertThat(btc.tickSize()).isEqualByComparingTo("0.1");
        assertThat(btc.stepSize()).isEqualByComparingTo("0.00000001");
        assertThat(btc.minQuantity()).isEqualByComparingTo("0.00005");
        assertThat(btc.minNotional()).isEqualByComparingTo("0.5");
    }

    @Test
    void namesSymbolsThatTheExchangeDoesNotHave() {
        assertThatThrownBy(() -> KrakenAnswers.rules(bytes(PAIRS), List.of(pair("ETHUSD"))))
                .hasMessageContaining("[ETHUSD.KRAKEN]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EAPI:Rate limit exceeded", "EGeneral:Too many requests"})
    void obeysAnErrorThatDemandsAPause(String error) {
        assertThatThrownBy(() -> KrakenAnswers.checked(bytes("{\"error\":[\"" + error + "\"]}")))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.pause()).isEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void refusesOtherErrorsAndPassesOnWhatIsNone() throws Exception {
        byte[] unknown = bytes("{\"error\":[\"EQuery:Unknown asset pair\"]}");

        assertThatThrownBy(() -> KrakenAnswers.checked(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("EQuery:Unknown asset pair");
        assertThat(KrakenAnswers.checked(bytes(BARS))).isEqualTo(bytes(BARS));
    }

    private static KrakenPair pair(String name) {
        return KrakenPair.of(name + KrakenPair.SUFFIX).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
