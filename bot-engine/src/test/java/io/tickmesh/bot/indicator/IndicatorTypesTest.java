package io.tickmesh.bot.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IndicatorTypesTest {
    @Test
    void knowsEveryIndicatorByName() {
        assertThat(IndicatorTypes.all())
                .extracting(IndicatorType::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+"))
                .contains("sma", "rsi", "macd", "bollinger", "supertrend", "vwap")
                .hasSize(22);
        assertThat(IndicatorTypes.find("rssi")).isEmpty();
    }

    @Test
    void fillsInWhatACallLeavesOut() {
        assertThat(type("macd").call(5)).hasToString("macd(close,5,26,9)");
        assertThat(type("macd").call(Price.HL2)).hasToString("macd(hl2,12,26,9)");
        assertThat(type("highest").call()).hasToString("highest(high,20)");
        assertThat(type("bollinger").call(10, 2.5)).hasToString("bollinger(close,10,2.5)");
    }

    @Test
    void namesAnIndicatorOfAnIndicatorWhole() {
        Output signal = new Output(type("macd").call(), "signal");
        IndicatorCall call = type("sma").call(signal, 5);
        assertThat(call).hasToString("sma(macd(close,12,26,9).signal,5)");
        assertThat(call.make().warmUpBars()).isEqualTo(260 + 90 + 5);
    }

    @Test
    void saysWhatIsWrongWithACall() {
        assertWrong(
                () -> type("rsi").call(0),
                "period of rsi must be a whole number from 1 to 1000, was 0");
        assertWrong(
                () -> type("rsi").call(2.5),
                "period of rsi must be a whole number from 1 to 1000, was 2.5");
        assertWrong(
                () -> type("bollinger").call(20, Double.NaN),
                "deviations of bollinger must be a number from 0.1 to 20, was NaN");
        assertWrong(
                () -> type("macd").call(1, 2, 3, 4),
                "macd takes at most 3 numbers (fast, slow, signal), was given 4");
        assertWrong(() -> type("obv").call(1), "obv takes no numbers, was given 1");
        assertWrong(
                () -> type("atr").call(Price.CLOSE, 14),
                "atr reads whole bars and takes no input, was given close");
        assertWrong(
                () -> new Output(type("macd").call(), "upper"),
                "line of macd must be one of [macd, signal, histogram], was upper");
    }

    @Test
    void knowsThePricesOfABar() {
        assertThat(Price.named("hlc3")).contains(Price.HLC3);
        assertThat(Price.named("HLC3")).isEmpty();
        assertThat(Price.HLC3.next(Bars.bar(0, 5, 9, 3, 6, 1))).isEqualTo(6);
        assertThat(Price.HL2.next(Bars.bar(0, 5, 9, 3, 6, 1))).isEqualTo(6);
    }

    private static void assertWrong(Runnable call, String reason) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    private static IndicatorType type(String name) {
        return IndicatorTypes.find(name).orElseThrow();
    }
}
