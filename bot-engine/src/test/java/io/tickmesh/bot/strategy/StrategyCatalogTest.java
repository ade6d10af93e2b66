package io.tickmesh.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.request.ParameterView;
import io.tickmesh.mesh.request.StrategyView;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class StrategyCatalogTest {
    private final StrategyCatalog catalog = StrategyCatalog.standard();

    @Test
    void knowsItsStrategiesWithTheirDefaults() {
        assertThat(catalog.names()).hasSize(19);
        assertThat(catalog.problems()).isEmpty();
        assertThat(texts("ema-cross"))
                .containsExactly(Map.entry("fast", "12"), Map.entry("slow", "26"));
        assertThat(texts("sma-cross").values()).containsExactly("50", "200");
        assertThat(texts("rsi").values()).containsExactly("14", "30.0", "70.0", "5.0");
        assertThat(texts("connors-rsi2").values()).containsExactly("2", "5.0", "95.0", "5", "200");
        assertThat(texts("macd").values()).containsExactly("12", "26", "9");
        assertThat(texts("stoch-macd").values())
                .containsExactly("9", "26", "18", "14", "20.0", "80.0");
        assertThat(texts("bollinger").values()).containsExactly("20", "2.0", "14", "30.0", "70.0");
        assertThat(texts("percent-b").values()).containsExactly("100", "2.0", "0.0", "1.0");
        assertThat(texts("macd-bb").values())
                .containsExactly("100", "2.0", "0.0", "1.0", "21", "42", "9");
        assertThat(texts("bb-breakout").values()).containsExactly("20", "2.0");
        assertThat(texts("donchian").values()).containsExactly("20", "10");
        assertThat(texts("turtle-s1").values()).containsExactly("20", "10", "55", "20", "2.0");
        assertThat(texts("turtle-s2").values()).containsExactly("55", "20", "20", "2.0");
        assertThat(texts("supertrend").values()).containsExactly("10", "3.0");
        assertThat(texts("chandelier").values()).containsExactly("22", "3.0");
        assertThat(texts("adx-momentum").values())
                .containsExactly("14", "25", "14", "25.0", "25.0");
        assertThat(texts("adx-cross").values()).containsExactly("14", "20.0", "50");
        assertThat(texts("cci").values()).containsExactly("200", "5", "100.0");
        assertThat(texts("hlhb").values()).containsExactly("5", "10", "10", "50.0", "14", "25.0");
    }

    @Test
    void describesEveryStrategyAndParameterAndTheRule() {
        List<StrategyView> views = catalog.views().items();
        assertThat(views).extracting(StrategyView::name).isSorted().contains("rule").hasSize(20);
        for (StrategyView view : views) {
            assertThat(view.description())
                    .as(view.name())
                    .endsWith(view.name().equals("rule") ? "70" : ".");
            assertThat(view.parameters())
                    .allSatisfy(parameter -> assertThat(parameter.description()).isNotBlank());
        }
        assertThat(views)
                .filteredOn(view -> view.name().equals("rsi"))
                .first()
                .extracting(view -> view.parameters().getFirst())
                .isEqualTo(new ParameterView("period", "bars of the RSI", true, "14", "2", "500"));
    }

    /// Names of bots are made of symbol, strategy and interval, and exchanges limit them.
    @Test
    void namesAreShort() {
        assertThat(catalog.names()).allMatch(name -> name.length() <= 12);
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
        assertThatThrownBy(() -> catalog.with(AverageCross.EMA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ema-cross");
        assertThatThrownBy(() -> catalog.with(Outsiders.type("rule")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must not be rule");
        assertThatThrownBy(() -> Outsiders.type("No Name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No Name");
    }

    @Test
    void takesStrategiesFromOutsideAndSaysWhichItCouldNotTake() throws IOException {
        URL[] outside = {getClass().getResource("/outside-strategies/")};
        try (URLClassLoader loader = new URLClassLoader(outside, getClass().getClassLoader())) {
            StrategyCatalog with =
                    StrategyCatalog.with(ServiceLoader.load(StrategyProvider.class, loader));

            assertThat(with.names()).hasSize(21).contains("outsider", "latecomer");
            assertThat(with.find("ema-cross")).contains(AverageCross.EMA);
            assertThat(with.problems())
                    .satisfiesExactlyInAnyOrder(
                            problem -> assertThat(problem).contains("cannot be loaded", "Missing"),
                            problem -> assertThat(problem).contains("cannot be loaded", "Unborn"),
                            problem ->
                                    assertThat(problem)
                                            .endsWith(
                                                    "Outsiders$Broken brings no strategies:"
                                                            + " java.lang.IllegalStateException: broken"),
                            problem ->
                                    assertThat(problem)
                                            .endsWith(
                                                    "Outsiders$Copies brings ema-cross in vain:"
                                                            + " name must be unique, was ema-cross"),
                            problem ->
                                    assertThat(problem)
                                            .endsWith(
                                                    "Outsiders$Copies brings rule in vain:"
                                                            + " name must not be rule"));
            assertThat(with.with(Outsiders.type("one-more")).problems()).isEqualTo(with.problems());
        }
    }

    private Map<String, String> texts(String name) {
        return catalog.find(name).orElseThrow().standard().texts();
    }
}
