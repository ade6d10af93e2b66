package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.bot.strategy.rule.RuleSyntaxException;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Entries and exits against the trades of two reference backtests, which fill at the opening of the next bar.
class ReferenceTradesTest {
    @Test
    void crossOfSimpleAverages() throws IOException, RuleSyntaxException {
        List<Candle> candles = RealCandles.read(Interval.H1, "1h/BTCUSDT-1h-202104-202312.csv.gz");
        List<Long> expected = fills("sma-cross-20-50-btcusdt-1h.json");
        assertThat(fills(new Play(Play.standard("sma-cross"), "fast", "20", "slow", "50"), candles))
                .isEqualTo(expected);
        assertThat(
                        fills(
                                rule(
                                        "enter: sma(20) crosses above sma(50);"
                                                + "exit: sma(20) crosses below sma(50)"),
                                candles))
                .isEqualTo(expected);
    }

    @Test
    void levelsOfTheRsi() throws IOException, RuleSyntaxException {
        List<Candle> candles =
                RealCandles.read(Interval.H4, "4h/BTCUSD-4h-201605-202510-coinbase.csv.gz");
        List<Long> expected = fills("rsi-14-30-70-btcusd-4h.json");
        assertThat(fills(new Play(Play.standard("rsi")), candles)).isEqualTo(expected);
        assertThat(fills(rule("enter: rsi(14) < 30\nexit: rsi(14) > 70"), candles))
                .isEqualTo(expected);
    }

    private static Play rule(String text) throws RuleSyntaxException {
        return new Play(StrategyCatalog.standard().rule(text));
    }

    /// Returns when the entries and exits of a play are filled, of which the last one has its end.
    private static List<Long> fills(Play play, List<Candle> candles) {
        play.candles(candles);
        List<Long> fills = new ArrayList<>();
        for (int bar : play.bars) {
            fills.add(candles.get(Math.min(bar + 1, candles.size() - 1)).openMillis());
        }
        if (fills.size() % 2 == 1) {
            fills.add(candles.getLast().openMillis());
        }
        return fills;
    }

    private static List<Long> fills(String file) throws IOException {
        JsonObject reference =
                new JsonObject(Files.readString(RealCandles.path("backtest/" + file)));
        List<Long> fills = new ArrayList<>();
        for (Object trade : reference.getJsonArray("trades")) {
            fills.add(((JsonObject) trade).getLong("entry_time_ms"));
            fills.add(((JsonObject) trade).getLong("exit_time_ms"));
        }
        assertThat(fills.size() / 2)
                .isEqualTo(reference.getJsonObject("expected").getInteger("trades"));
        return fills;
    }
}
