package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.strategy.rule.RuleSyntaxException;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleStrategyTest {
    private final StrategyCatalog catalog = StrategyCatalog.standard();

    @Test
    void saysWhyAndWhatItRead() throws RuleSyntaxException {
        Play play =
                play(
                        "enter: close crosses above SMA(2) and volume>0 or close > 1000\nexit: low[1] > high");
        play.closes(10, 9, 8);
        assertThat(play.decisions).isEmpty();
        play.closes(9);
        assertThat(play.last())
                .isEqualTo(
                        new Decision(
                                SignalAction.ENTER,
                                "close crosses above sma(2) and volume > 0 or close > 1000",
                                Map.of("close", 9.0, "sma(2)", 8.5, "volume", 1.0)));
        play.closes(10);
        assertThat(play.isQuiet()).isTrue();
        play.closes(9.5);
        assertThat(play.last())
                .isEqualTo(
                        new Decision(
                                SignalAction.EXIT,
                                "low[1] > high",
                                Map.of("low[1]", 10.0, "high", 9.5)));
    }

    @Test
    void cutsALongReason() throws RuleSyntaxException {
        Play play = play("enter: close > 0" + " and close > 0".repeat(30)).closes(1);
        assertThat(play.last().reason()).hasSize(203).endsWith("...");
    }

    @Test
    void leavesNothingWithoutAnExit() throws RuleSyntaxException {
        Play play = play("enter: close > 1").closes(2, 3, 0.5, 3);
        assertThat(play.decisions).hasSize(1);
    }

    /// After closes of 8, 9, 10, 12 and 11.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    close == 11 | close >= 11 and close <= 11
                    before | close[1] > 11 and close[1] < 13
                    long ago | close[4] >= 8 and close[4] < 9
                    summed | (close + 1)[1][2] >= 10 and (close + 1)[3] <= 10
                    before an indicator | sma(2)[2] >= 9.5 and sma(2)[2] <= 9.5
                    crossed | close crosses below 11.5
                    crossed long ago | close[1] crosses above 11.5
                    crossed later | not close[2] crosses above 11.5
                    arithmetic | -close + 2 * 6 / 3 - 1 >= -8 and -close + 2 * 6 / 3 - 1 <= -8
                    functions | abs(close - 12) >= 1 and min(3, 2) < max(2, 3)
                    nested | ema(sma(2), 2) > 10 and highest(sma(2), 3) <= 11.5
                    not | not (close > 11 or close < 11)
                    one known of two | close > 10 or sma(6) > 0
                    one known not of two | not (close > 20 and sma(6) > 0)
                    """)
    void isTrue(String name, String condition) throws RuleSyntaxException {
        assertThat(isQuiet(condition)).as(name).isFalse();
    }

    /// After closes of 8, 9, 10, 12 and 11.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an average of six | sma(6) > 0
                    denied | not sma(6) > 0
                    denied twice | not not sma(6) > 0
                    one known of two | close > 10 and sma(6) > 0
                    one known not of two | close > 20 or not sma(6) > 0
                    too long ago | close[5] > 0
                    crossed before | not close[4] crosses above 1
                    divided by nothing | close / (close - close) > 0
                    divided by nothing, denied | not close / 0 < 0
                    smallest of unknown | min(close, sma(6)) > 0
                    of unknown | sma(sma(5), 2) > 0
                    """)
    void isNeverTrueByWhatIsUnknown(String name, String condition) throws RuleSyntaxException {
        assertThat(isQuiet(condition)).as(name).isTrue();
    }

    @Test
    void wantsTheHistoryOfItsLongestIndicator() throws RuleSyntaxException {
        assertThat(play("enter: close > 1").warmUpBars()).isEqualTo(1);
        assertThat(play("enter: sma(50) > sma(20)").warmUpBars()).isEqualTo(50);
        assertThat(play("enter: sma(50) crosses above close").warmUpBars()).isEqualTo(51);
        assertThat(play("enter: sma(50)[10] > close").warmUpBars()).isEqualTo(60);
        assertThat(play("enter: ema(900) > close").warmUpBars()).isEqualTo(1_000);
    }

    @Test
    void decidesLikeTheCodedStrategies() throws RuleSyntaxException {
        List<Candle> candles = RealCandles.read(Interval.H1, "1h/ETHUSDT-1h-202104-202312.csv.gz");
        sameBars(
                candles,
                "ema-cross",
                "enter: ema(12) crosses above ema(26); exit: ema(12) < ema(26)");
        sameBars(
                candles,
                "bollinger",
                """
                enter: close < bollinger(20, 2).lower and rsi(14) < 30
                exit: rsi(14) > 70
                """);
        sameBars(
                candles,
                "donchian",
                "enter: close > donchian(20).upper[1]; exit: close < donchian(10).lower[1]");
        sameBars(
                candles,
                "supertrend",
                "enter: supertrend.direction crosses above 0; exit: supertrend.direction < 0");
        sameBars(
                candles, "macd", "enter: macd.histogram crosses above 0; exit: macd.histogram < 0");
    }

    @Test
    void makesNoGarbageUntilItIsTrue() throws RuleSyntaxException {
        Indicators indicators = new Indicators();
        StrategyType type =
                catalog.rule(
                        "enter: not (rsi(14) < 30 or close crosses above bollinger.upper)"
                                + " and max(close[7], 2 * open / 3) < 0");
        Strategy strategy = type.factory().apply(type.standard(), indicators);
        Candle candle = Play.candle(1, 1, 1, 1);
        long allocated = 0;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 5_000; i++) {
                indicators.update(candle);
                strategy.decide(false);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated / 5_000.0).isCloseTo(0, within(1.0));
    }

    @Test
    void isRefusedWithItsPlace() {
        assertThatThrownBy(() -> catalog.rule("enter: rssi(14) < 30"))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessage(
                        """
                        1:8: unknown indicator 'rssi', did you mean 'rsi'?
                        enter: rssi(14) < 30
                               ^\
                        """);
    }

    private boolean isQuiet(String condition) throws RuleSyntaxException {
        return play("enter: " + condition)
                .looksOn(Stream.of(8, 9, 10, 12).map(c -> Play.candle(c, c, c, c)).toList())
                .closes(11)
                .isQuiet();
    }

    private void sameBars(List<Candle> candles, String name, String text)
            throws RuleSyntaxException {
        Play coded = new Play(Play.standard(name)).candles(candles);
        Play written = play(text).candles(candles);
        assertThat(written.bars).as(name).isEqualTo(coded.bars).hasSizeGreaterThan(100);
    }

    private Play play(String text) throws RuleSyntaxException {
        return new Play(catalog.rule(text));
    }
}
