package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.Candle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StrategiesTest {
    @Test
    void emaCrossEntersOnTheCrossAndLeavesBelow() {
        Play play = new Play(on -> new EmaCross(on, 2, 4)).closes(10, 10, 10, 10, 9, 8, 8, 9);
        assertThat(play.isQuiet()).isTrue();

        play.closes(12);
        assertThat(play.last().action()).isEqualTo(SignalAction.ENTER);
        assertThat(play.last().reason()).isEqualTo("EMA 2 crossed above EMA 4");
        assertThat(play.last().indicators().keySet()).containsExactly("emaFast", "emaSlow");

        play.closes(13);
        assertThat(play.isQuiet()).as("one cross is one entry").isTrue();

        play.closes(6);
        assertThat(play.last().action()).isEqualTo(SignalAction.EXIT);
        assertThat(play.last().reason()).isEqualTo("EMA 2 is below EMA 4");
    }

    @Test
    void rsiEntersOncePerDip() {
        Play play = new Play(on -> new RsiReversion(on, 2, 30, 70, 5)).closes(10, 11, 10.5, 9);
        assertThat(play.last().action()).isEqualTo(SignalAction.ENTER);
        play.flat().closes(8.9);
        assertThat(play.isQuiet()).as("not armed again").isTrue();
        play.closes(10, 11, 9);
        assertThat(play.isQuiet()).as("armed after the bounce").isFalse();
        play.closes(14, 16);
        assertThat(play.decisions.getLast().reason()).startsWith("RSI 2 is above 70");
    }

    @Test
    void bollingerNeedsTheBandAndTheRsi() {
        StrategyType type = BollingerMeanReversion.TYPE;
        Parameters narrow =
                type.read(
                        Map.of("period", "5", "deviations", "1", "rsi-period", "3"), (_, _) -> {});
        Play play =
                new Play(on -> type.factory().apply(narrow, on))
                        .closes(10, 10.2, 10, 10.2, 10, 10.2);
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
    void macdEntersAboveItsSignalAndLeavesBelow() {
        Play play = new Play(on -> new MacdCross(on, 2, 4, 3)).closes(10, 10, 10, 9, 8, 6, 5, 9);
        assertThat(play.last().action()).isEqualTo(SignalAction.ENTER);
        assertThat(play.last().indicators().get("histogram")).isPositive();
        play.closes(9, 7);
        assertThat(play.decisions.getLast().action()).isEqualTo(SignalAction.EXIT);
    }

    @Test
    void donchianBreaksOutOfTheBarsBefore() {
        Play play = new Play(on -> new DonchianBreakout(on, 3, 2)).closes(10, 11, 10, 11);
        assertThat(play.decisions).as("equal to the high is not above it").isEmpty();
        play.closes(11.5);
        assertThat(play.last().reason()).isEqualTo("close above the 3-bar high");
        assertThat(play.last().indicators()).containsEntry("high", 11.0);
        play.closes(12, 11.4);
        assertThat(play.last().reason()).isEqualTo("close below the 2-bar low");
    }

    @Test
    void superTrendEntersOnTheTurn() {
        Play play = new Play(on -> new SuperTrendFlip(on, 3, 1)).closes(10, 9.8, 9.6, 9.4, 9.2, 9);
        assertThat(play.decisions).isEmpty();
        play.closes(10.5);
        assertThat(play.last().reason()).isEqualTo("SuperTrend 3x1.0 turned up");
        play.closes(10.6, 9);
        assertThat(play.last().reason()).isEqualTo("SuperTrend 3x1.0 is down");
    }

    @Test
    void everyStrategyTradesOnARandomWalkAndWarmUpChangesNothing() {
        for (String name : StrategyCatalog.standard().names()) {
            // given
            Play watched = new Play(on -> standard(name, on));
            Play warmed = new Play(on -> standard(name, on));
            List<Double> walk = walk(6_000);

            // when: one decides all the time, the other only looks on for the first half
            walk.subList(0, 3_000).forEach(close -> warmed.indicators.update(candle(close)));
            walk.subList(0, 3_000).forEach(watched::closes);
            watched.flat();
            walk.subList(3_000, 6_000).forEach(watched::closes);
            walk.subList(3_000, 6_000).forEach(warmed::closes);

            // then
            assertThat(warmed.decisions).as(name).hasSizeGreaterThan(2);
            assertThat(watched.decisionsSinceFlat()).as(name).isEqualTo(warmed.decisions);
        }
    }

    @Test
    void everyStrategyKnowsItsWarmUp() {
        for (String name : StrategyCatalog.standard().names()) {
            Strategy strategy = standard(name, new Indicators());
            assertThat(strategy.warmUpBars()).as(name).isBetween(20, 1_000);
        }
    }

    private static Strategy standard(String name, Indicators indicators) {
        StrategyType type = StrategyCatalog.standard().find(name).orElseThrow();
        return type.factory().apply(type.standard(), indicators);
    }

    private static List<Double> walk(int length) {
        Random random = new Random(11);
        List<Double> closes = new ArrayList<>();
        double close = 100;
        for (int i = 0; i < length; i++) {
            close *= Math.exp(0.003 * random.nextGaussian());
            closes.add(close);
        }
        return closes;
    }

    private static Candle candle(double close) {
        return new Candle(0, close, close, close, close, 1, close, 1);
    }

    /// Plays candles to a strategy and holds what it enters.
    private static final class Play {
        private final Indicators indicators = new Indicators();
        private final Strategy strategy;
        private final List<Decision> decisions = new ArrayList<>();
        private @Nullable Decision last;
        private boolean holding;
        private int flatAt;

        Play(Function<Indicators, Strategy> maker) {
            strategy = maker.apply(indicators);
        }

        Play closes(double... closes) {
            for (double close : closes) {
                indicators.update(candle(close));
                last = strategy.decide(holding).orElse(null);
                if (last != null) {
                    decisions.add(last);
                    holding = last.action() == SignalAction.ENTER;
                }
            }
            return this;
        }

        Play flat() {
            holding = false;
            flatAt = decisions.size();
            return this;
        }

        boolean isQuiet() {
            return last == null;
        }

        Decision last() {
            return Objects.requireNonNull(last, "no decision on the last candle");
        }

        List<Decision> decisionsSinceFlat() {
            return decisions.subList(flatAt, decisions.size());
        }
    }
}
