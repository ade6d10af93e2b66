package io.tickmesh.bot;

import static io.tickmesh.bot.Fixtures.START;
import static io.tickmesh.bot.Fixtures.engine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.request.BotChart;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.ChartLine;
import io.tickmesh.mesh.request.GetBotChart;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// People see the candles of a bot and the lines that its strategy reads, by the names that rules have for them.
class ChartTest {
    private final List<Candle> candles = new ArrayList<>();

    ChartTest() {
        for (int second = 0; second < 3_000; second++) {
            double open = 50_000 + 100 * Math.sin(second / 20.0);
            double close = 50_000 + 100 * Math.sin((second + 1) / 20.0);
            candles.add(
                    Fixtures.candle(START.toEpochMilli() + (second - 3_000) * 1_000L, open, close));
        }
    }

    @Test
    void drawsTheLinesOfARuleAsItNamesThem() {
        BotConfig bot =
                rule(
                        "enter: ema(12) crosses above ema(26) and close < bollinger(20, 2).upper and rsi(14) < 70"
                                + " and sma(volume, 5) > 0 and ema(rsi(7), 3) > 1\nexit: macd(5, 8, 3) < 0");
        BotChart chart = chart(bot, 100);

        assertThat(chart.candles()).isEqualTo(candles.subList(2_900, 3_000));
        assertThat(chart.lines())
                .extracting(ChartLine::name)
                .contains(
                        "ema(12)",
                        "ema(26)",
                        "bollinger(20, 2).upper",
                        "bollinger(20, 2).percentB",
                        "rsi(14)",
                        "sma(volume, 5)",
                        "ema(rsi(7), 3)",
                        "macd(5, 8, 3).macd",
                        "macd(5, 8, 3).signal")
                .doesNotContain("close");
        assertThat(chart.lines().stream().filter(ChartLine::onPrice).map(ChartLine::name))
                .containsExactlyInAnyOrder(
                        "ema(12)",
                        "ema(26)",
                        "bollinger(20, 2).middle",
                        "bollinger(20, 2).upper",
                        "bollinger(20, 2).lower");
        // history before the first candle has warmed them up
        assertThat(chart.lines())
                .allSatisfy(line -> {
                    assertThat(line.first()).isZero();
                    assertThat(line.values()).hasSize(100).doesNotContainNull();
                });
        double mean =
                candles.subList(2_980, 3_000).stream()
                        .mapToDouble(Candle::close)
                        .average()
                        .orElseThrow();
        assertThat(
                        Objects.requireNonNull(
                                line(chart, "bollinger(20, 2).middle").values().getLast()))
                .isCloseTo(mean, within(1e-6));
    }

    @Test
    void drawsTheLinesOfAStrategyOfTheCatalogue() {
        BotChart chart = chart(Fixtures.standard("a", "BTCUSDT", "supertrend"), 1_000);

        assertThat(chart.candles()).hasSize(1_000);
        assertThat(chart.lines())
                .extracting(ChartLine::name)
                .containsExactly("supertrend(10, 3).value", "supertrend(10, 3).direction");
        assertThat(line(chart, "supertrend(10, 3).value").onPrice()).isTrue();
        assertThat(line(chart, "supertrend(10, 3).direction").onPrice()).isFalse();
        assertThat(line(chart, "supertrend(10, 3).value").values()).hasSize(1_000);
    }

    @Test
    void aLineWithoutAValueSaysSo() {
        BotChart chart = chart(Fixtures.standard("a", "BTCUSDT", "turtle-s1"), 1_000);
        ChartLine stop =
                chart.lines().stream()
                        .filter(line -> line.name().endsWith(".stop"))
                        .findFirst()
                        .orElseThrow();

        assertThat(stop.onPrice()).isTrue();
        assertThat(stop.first() + stop.values().size()).isEqualTo(1_000);
        assertThat(stop.values()).containsNull();
    }

    @Test
    void saysFromWhichCandleALineIsKnown() {
        candles.subList(0, 2_970).clear();
        BotChart chart = chart(rule("enter: sma(20) > 0\nexit: close < 0"), 100);

        assertThat(chart.candles()).hasSize(30);
        ChartLine line = line(chart, "sma(20)");
        assertThat(line.first()).isEqualTo(19);
        assertThat(line.values()).hasSize(11);
    }

    @Test
    void refusesWhatMakesNoSense() {
        try (World world = world(Fixtures.bot("a", "BTCUSDT"))) {
            assertThatThrownBy(() -> world.ask(new GetBotChart("b", 10)))
                    .isInstanceOfSatisfying(
                            RequestFailedException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.NOT_FOUND));
            assertThatThrownBy(() -> world.ask(new GetBotChart("a", 1_001)))
                    .hasMessage("limit must be from 1 to 1000, was 1001");
            assertThat(world.ask(new GetBotChart("a", 10)).lines()).isEmpty();
        }
    }

    private BotChart chart(BotConfig bot, int limit) {
        try (World world = world(bot)) {
            return world.ask(new GetBotChart("a", limit));
        }
    }

    private World world(BotConfig bot) {
        World world = World.replayed();
        world.history = q -> Future.succeededFuture(history(q));
        world.with(engine(Duration.ZERO, bot));
        world.step(START);
        return world;
    }

    private Candles history(ListCandles question) {
        List<Candle> before =
                candles.stream()
                        .filter(candle ->
                                question.beforeMillis() == null
                                        || candle.openMillis() < question.beforeMillis())
                        .toList();
        int from = Math.max(0, before.size() - question.limit());
        return new Candles(
                question.symbol(), question.interval(), before.subList(from, before.size()), null);
    }

    private static ChartLine line(BotChart chart, String name) {
        return chart.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static BotConfig rule(String text) {
        BotDefinition plain = Fixtures.bot("a", "BTCUSDT").definition();
        return Fixtures.config(
                new BotDefinition(
                        plain.id(),
                        plain.account(),
                        plain.symbol(),
                        plain.interval(),
                        "rule",
                        text,
                        plain.parameters(),
                        plain.sizing(),
                        plain.entry(),
                        plain.exits()));
    }
}
