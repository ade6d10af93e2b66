package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyCatalogTest {
    private final StrategyCatalog catalog = StrategyCatalog.standard();

    @Test
    void knowsTheSixStrategiesWithTheirDefaults() {
        assertThat(catalog.names())
                .containsExactly("ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend");
        assertThat(texts("ema-cross"))
                .containsExactly(Map.entry("fast", "12"), Map.entry("slow", "26"));
        assertThat(texts("rsi").values()).containsExactly("14", "30.0", "70.0", "5.0");
        assertThat(texts("bollinger").values()).containsExactly("20", "2.0", "14", "30.0", "70.0");
        assertThat(texts("macd").values()).containsExactly("12", "26", "9");
        assertThat(texts("donchian").values()).containsExactly("20", "10");
        assertThat(texts("supertrend").values()).containsExactly("10", "3.0");
    }

    @Test
    void reportsEveryParameterThatIsWrong() {
        List<String> violations = new ArrayList<>();
        StrategyType type = catalog.find("rsi").orElseThrow();

        Parameters read =
                type.read(
                        Map.of(
                                "period",
                                "2.5",
                                "oversold",
                                "much",
                                "overbought",
                                "100",
                                "colour",
                                "1"),
                        (name, problem) -> violations.add(name + " " + problem));

        assertThat(violations)
                .containsExactly(
                        "period must be a whole number from 2 to 500, was 2.5",
                        "oversold must be a number from 1.0 to 99.0, was much",
                        "overbought must be a number from 1.0 to 99.0, was 100",
                        "colour is no parameter of rsi, which has period, oversold, overbought, bounce");
        assertThat(read.texts()).isEqualTo(type.standard().texts());
    }

    @Test
    void reportsParametersThatDoNotGoTogether() {
        List<String> violations = new ArrayList<>();
        catalog.find("ema-cross")
                .orElseThrow()
                .read(
                        Map.of("fast", "26", "slow", "26"),
                        (name, problem) -> violations.add(name + problem));
        assertThat(violations).containsExactly("must have fast below slow, was 26 and 26");
    }

    @Test
    void refusesTwoStrategiesOfOneName() {
        assertThatThrownBy(() -> catalog.with(EmaCross.TYPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ema-cross");
    }

    private Map<String, String> texts(String name) {
        return catalog.find(name).orElseThrow().standard().texts();
    }
}
