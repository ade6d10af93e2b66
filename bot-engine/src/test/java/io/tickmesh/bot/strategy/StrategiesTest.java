package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Strategies on candles made by hand: when they enter, that they enter once, and when they leave.
class StrategiesTest {
    @Test
    void emaCrossEntersOnTheCrossAndLeavesBelow() {
        Play play = play("ema-cross", "fast", "2", "slow", "4");
        play.closes(10, 10, 10, 10, 9, 8, 8, 9);
        assertThat(play.isQuiet()).isTrue();
        entersOnce(play, "EMA 2 crossed above EMA 4", 12, 13);
        assertThat(play.decisions.getFirst().indicators().keySet())
                .containsExactly("emaFast", "emaSlow");
        leaves(play, "EMA 2 is below EMA 4", 6);
    }

    @Test
    void smaCrossEntersOnTheCrossAndLeavesBelow() {
        Play play = play("sma-cross", "fast", "2", "slow", "3").closes(10, 10, 10, 9, 8, 10);
        assertThat(play.decisions).as("equal is not above").isEmpty();
        entersOnce(play, "SMA 2 crossed above SMA 3", 11, 12);
        leaves(play, "SMA 2 is below SMA 3", 8);
    }

    @Test
    void rsiEntersOncePerDip() {
        Play play = play("rsi", "period", "2").closes(10, 11, 10.5, 9);
        assertThat(play.last().reason()).isEqualTo("RSI 2 fell below 30.0");
        play.flat().closes(8.9);
        assertThat(play.isQuiet()).as("not armed again").isTrue();
        play.closes(10, 11, 9);
        assertThat(play.isQuiet()).as("armed after the bounce").isFalse();
        leaves(play, "RSI 2 is above 70.0", 14);
    }

    @Test
    void connorsRsiEntersOnADipInARise() {
        String[] parameters = {"fast", "2", "slow", "4", "oversold", "50", "overbought", "60"};
        Play play = play("connors-rsi2", parameters).closes(10, 11, 12, 13, 14);
        entersOnce(play, "RSI 2 crossed below 50.0 in a rising market", 12.9, 12.8);
        leaves(play, "RSI 2 is above 60.0", 14);
        Play falling = play("connors-rsi2", parameters).closes(14, 13, 12, 11, 11.5, 10, 9);
        assertThat(falling.decisions).as("no rise, no dip").isEmpty();
    }

    @Test
    void macdEntersAboveItsSignalAndLeavesBelow() {
        Play play = play("macd", "fast", "2", "slow", "4", "signal", "3");
        play.closes(10, 10, 10, 9, 8, 6, 5);
        entersOnce(play, "MACD 2/4/3 crossed above its signal", 9, 9.5);
        leaves(play, "MACD 2/4/3 is below its signal", 7);
    }

    @Test
    void stochasticMacdEntersWhenARisingMarketClosesLow() {
        Play play = play("stoch-macd", "fast", "2", "slow", "8", "signal", "3", "stochastic", "1");
        for (int i = 0; i < 12; i++) {
            play.candle(Play.candle(10, 11, 9, 10));
        }
        play.candle(Play.candle(10, 12, 10, 12)).candle(Play.candle(12, 15, 12, 15));
        assertThat(play.decisions).isEmpty();
        play.candle(Play.candle(15, 20, 14.9, 15));
        assertThat(play.last().reason()).isEqualTo("%K crossed below 20.0 in a rising market");
        play.flat().candle(Play.candle(15, 20, 14.9, 15));
        assertThat(play.isQuiet()).as("one cross is one entry").isTrue();
        play.candle(Play.candle(15, 19, 14, 18)).candle(Play.candle(18, 24, 18, 18));
        assertThat(play.isQuiet()).isFalse();
        play.candle(Play.candle(18, 18, 12, 12)).candle(Play.candle(12, 12, 6, 6));
        play.candle(Play.candle(6, 6, 1, 6));
        assertThat(play.last().reason()).isEqualTo("%K crossed above 80.0 in a falling market");
    }

    @Test
    void bollingerNeedsTheBandAndTheRsi() {
        Play play = play("bollinger", "period", "5", "deviations", "1", "rsi-period", "3");
        play.closes(10, 10.2, 10, 10.2, 10, 10.2);
        assertThat(play.decisions).isEmpty();
        play.closes(9);
        assertThat(play.last().action()).isEqualTo(SignalAction.ENTER);
        assertThat(play.last().indicators().keySet())
                .containsExactly("close", "lower", "middle", "upper", "rsi");
        assertThat(play.last().indicators().get("close"))
                .isLessThan(play.last().indicators().get("lower"));
        play.closes(10, 12, 13);
        assertThat(play.decisions.getLast().action()).isEqualTo(SignalAction.EXIT);
    }

    @Test
    void percentBEntersBelowTheBandsAndLeavesAbove() {
        Play play = play("percent-b", "period", "5", "deviations", "1");
        play.closes(10, 10.2, 10, 10.2, 10);
        entersOnce(play, "%B 5 is below 0.0", 9, 9);
        play.closes(9.5);
        assertThat(play.isQuiet()).isTrue();
        leaves(play, "%B 5 is above 1.0", 10.5);
    }

    @Test
    void macdBollingerEntersWhenAFallEnds() {
        Play play =
                play(
                        "macd-bb",
                        "period",
                        "5",
                        "deviations",
                        "1",
                        "entry",
                        "0.4",
                        "exit",
                        "0.6",
                        "fast",
                        "2",
                        "slow",
                        "4",
                        "signal",
                        "2");
        play.closes(20, 20, 18, 16, 14, 12);
        assertThat(play.decisions).as("still falling faster").isEmpty();
        entersOnce(play, "%B is below 0.4 and a negative MACD above its signal", 11, 10.5);
        play.closes(10.3, 10.2, 12, 14, 16, 18, 19);
        assertThat(play.isQuiet()).isTrue();
        leaves(play, "%B is above 0.6 and a positive MACD below its signal", 19.5);
    }

    @Test
    void bollingerBreakoutEntersAboveTheBand() {
        Play play =
                play("bb-breakout", "period", "3", "deviations", "1").closes(10, 10.1, 10, 10.1);
        assertThat(play.decisions).isEmpty();
        entersOnce(play, "close crossed above the upper band 3", 12, 13);
        leaves(play, "close is below the middle of the bands 3", 11);
    }

    @Test
    void donchianBreaksOutOfTheBarsBefore() {
        Play play = play("donchian", "entry", "3", "exit", "2").closes(10, 11, 10, 11);
        assertThat(play.decisions).as("equal to the high is not above it").isEmpty();
        entersOnce(play, "close above the 3-bar high", 11.5, 12);
        assertThat(play.decisions.getFirst().indicators()).containsEntry("high", 11.0);
        leaves(play, "close below the 2-bar low", 11.4);
    }

    @Test
    void turtleSystem1SkipsTheBreakoutAfterOneThatWon() {
        Play play =
                play("turtle-s1", "entry", "3", "exit", "2", "failsafe", "8", "atr-period", "2");
        play.closes(10, 11, 10, 11);
        entersOnce(play, "close above the high of the bars before", 12, 13, 14);
        leaves(play, "close below the 2-bar low or the stop", 12.5);
        play.closes(11, 12, 13);
        assertThat(play.decisions).as("12.5 was more than 12").hasSize(2);
        entersOnce(play, "close above the high of the bars before", 15, 16);
        leaves(play, "close below the 2-bar low or the stop", 14);
    }

    @Test
    void turtleSystem1TakesTheBreakoutAfterOneThatLost() {
        Play play =
                play("turtle-s1", "entry", "3", "exit", "2", "failsafe", "8", "atr-period", "2");
        play.closes(10, 11, 10, 11, 12, 11.5, 10.5, 10, 11);
        assertThat(play.decisions).hasSize(2);
        entersOnce(play, "close above the high of the bars before", 11.8, 11.9);
    }

    @Test
    void turtleSystem2TakesEveryBreakoutAndHasAStop() {
        Play play = play("turtle-s2", "entry", "3", "exit", "3", "atr-period", "2", "stop", "0.5");
        play.closes(10, 11, 10, 11);
        entersOnce(play, "close above the high of the bars before", 12, 13);
        assertThat(play.decisions.getFirst().indicators())
                .containsEntry("stop", 11.5)
                .containsEntry("low", 10.0);
        leaves(play, "close below the 3-bar low or the stop", 11.3);
        entersOnce(play, "close above the high of the bars before", 14, 15);
    }

    @Test
    void superTrendEntersOnTheTurn() {
        Play play = play("supertrend", "period", "3", "multiplier", "1");
        play.closes(10, 9.8, 9.6, 9.4, 9.2, 9);
        assertThat(play.decisions).isEmpty();
        entersOnce(play, "SuperTrend 3x1.0 turned up", 10.5, 10.6);
        leaves(play, "SuperTrend 3x1.0 is down", 9);
    }

    @Test
    void chandelierEntersOnTheTurnAndTrailsTheHigh() {
        Play play = play("chandelier", "period", "3", "multiplier", "1");
        play.closes(10, 9.8, 9.6, 9.4, 9.2, 9);
        assertThat(play.decisions).isEmpty();
        entersOnce(play, "Chandelier 3x1.0 turned up", 10.5, 10.6);
        leaves(play, "Chandelier 3x1.0 is down", 9);
    }

    @Test
    void chandelierDoesNotLoosenItsStop() {
        Play play = play("chandelier", "period", "3", "multiplier", "1");
        play.closes(10, 9.8, 9.6, 9.4, 9.2, 9, 10.5, 10.6, 10.7, 10.8, 10.9, 11, 11.1);
        play.candle(Play.candle(11.1, 11.1, 10.5, 11.05));
        assertThat(play.isQuiet()).as("a wide bar above the stop").isTrue();
        leaves(play, "Chandelier 3x1.0 is down", 10.9);
    }

    @Test
    void adxMomentumFollowsStrongTrends() {
        Play play = play("adx-momentum", "adx-period", "2", "di-period", "2", "momentum", "2");
        play.closes(10, 11, 10, 11, 10, 11);
        assertThat(play.decisions).as("no trend").isEmpty();
        entersOnce(play, "strong rising trend, +DI above -DI", 12, 13);
        play.closes(14, 15, 14);
        assertThat(play.isQuiet()).isTrue();
        leaves(play, "strong falling trend, -DI above +DI", 13);
    }

    @Test
    void adxCrossEntersWhenTheDirectionTurns() {
        Play play = play("adx-cross", "period", "2", "average", "3").closes(10, 9, 8, 7, 6);
        assertThat(play.decisions).isEmpty();
        entersOnce(play, "+DI crossed above -DI in a trend above the average", 8, 9);
        play.closes(10, 11);
        leaves(play, "+DI crossed below -DI in a trend below the average", 9);
    }

    @Test
    void cciEntersOnASetbackInARise() {
        Play play = play("cci", "long", "10", "short", "3", "limit", "50");
        play.closes(10, 10, 10, 10, 10, 10, 10, 11, 12, 13, 14, 13.5);
        assertThat(play.decisions).isEmpty();
        entersOnce(play, "CCI shows a setback in a rise", 13, 12);
        play.closes(11, 10, 9, 8, 7, 6);
        assertThat(play.isQuiet()).isTrue();
        leaves(play, "CCI shows a recovery in a fall", 7.5);
    }

    @Test
    void hlhbNeedsBothCrossesOnOneBar() {
        Play play = play("hlhb", "fast", "2", "slow", "4", "rsi-period", "2", "adx-period", "2");
        play.closes(10, 10, 10, 9, 8, 7, 6, 5);
        assertThat(play.decisions).isEmpty();
        entersOnce(play, "RSI and EMA crossed above in a trend", 8, 9);
        play.closes(10, 11, 12, 13);
        leaves(play, "RSI and EMA crossed below in a trend", 10);
    }

    static Stream<String> names() {
        return StrategyCatalog.standard().names().stream();
    }

    /// A bot that was restarted, or that only looked on, decides like one that decided all the time.
    @ParameterizedTest
    @MethodSource("names")
    void lookingOnChangesNothing(String name) {
        // given
        Play decided = play(name);
        Play lookedOn = play(name);
        List<Candle> walk = walk(30_000);

        // when
        decided.candles(walk.subList(0, 3_000)).flat();
        decided.candles(walk.subList(3_000, walk.size()));
        lookedOn.looksOn(walk.subList(0, 3_000)).candles(walk.subList(3_000, walk.size()));

        // then
        assertThat(decided.decisionsSinceFlat()).isEqualTo(lookedOn.decisions);
        assertThat(lookedOn.decisions).as("it trades").hasSizeGreaterThan(1);
    }

    /// What it remembers must fit into the history that it asks for.
    @ParameterizedTest
    @MethodSource("names")
    void decidesTheSameWithNoMoreHistoryThanItAsksFor(String name) {
        List<Candle> walk = walk(30_000);
        int start = 10_000;
        Play whole = play(name).looksOn(walk.subList(0, start));
        Play late = play(name);
        int history = late.warmUpBars();
        assertThat(history).isBetween(20, Strategy.MAX_WARM_UP);

        whole.candles(walk.subList(start, walk.size()));
        late.looksOn(walk.subList(start - history, start));
        late.candles(walk.subList(start, walk.size()));

        assertThat(late.bars.stream().map(bar -> bar + start - history)).isEqualTo(whole.bars);
    }

    private static Play play(String name, String... parameters) {
        return new Play(Play.standard(name), parameters);
    }

    /// Plays closes of which the first is an entry and the others are nothing.
    private static void entersOnce(Play play, String reason, double first, double... others) {
        int before = play.decisions.size();
        play.closes(first);
        assertThat(play.decisions).as("decisions").hasSize(before + 1);
        Decision entry = play.decisions.getLast();
        assertThat(entry.action()).isEqualTo(SignalAction.ENTER);
        assertThat(entry.reason()).isEqualTo(reason);
        play.closes(others);
        assertThat(play.decisions).as("one entry").hasSize(before + 1);
    }

    private static void leaves(Play play, String reason, double close) {
        play.closes(close);
        assertThat(play.last().action()).isEqualTo(SignalAction.EXIT);
        assertThat(play.last().reason()).isEqualTo(reason);
    }

    private static List<Candle> walk(int length) {
        Random random = new Random(11);
        List<Candle> candles = new ArrayList<>();
        double open = 100;
        for (int i = 0; i < length; i++) {
            double close = open * Math.exp(0.003 * random.nextGaussian());
            double high = Math.max(open, close) * (1 + 0.002 * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.002 * random.nextDouble());
            candles.add(Play.candle(open, high, low, close));
            open = close;
        }
        return candles;
    }
}
