package io.tickmesh.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
    private static final String STRATEGIES = String.join(", ", StrategyCatalog.standard().names());

    @Test
    void theDefaultFleetHas45BotsOn25SymbolsWithSixStrategies() throws IOException {
        EngineConfig config = defaults(Map.of());

        assertThat(config.bots()).hasSize(45);
        assertThat(symbols(config, _ -> true)).hasSize(25);
        assertThat(config.bots())
                .extracting(bot -> bot.strategy().name())
                .containsOnly("ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend");
        Map<Interval, Long> intervals =
                config.bots().stream()
                        .collect(Collectors.groupingBy(BotConfig::interval, Collectors.counting()));
        assertThat(intervals)
                .containsOnly(
                        Map.entry(Interval.S1, 20L),
                        Map.entry(Interval.M1, 12L),
                        Map.entry(Interval.M5, 8L),
                        Map.entry(Interval.M15, 5L));
        // recorded data have minutes, not seconds: there too every symbol is traded
        assertThat(symbols(config, bot -> bot.interval() != Interval.S1)).hasSize(25);
        assertThat(config.bots())
                .allMatch(
                        bot -> bot.account().equals(bot.symbol().endsWith("BTC") ? "btc" : "main"));
        assertThat(config.bots().getFirst().id()).isEqualTo("btcusdt-ema-cross-1s");
        assertThat(config.bots().getFirst().parameters().texts())
                .containsExactly(Map.entry("fast", "12"), Map.entry("slow", "26"));
        assertThat(config.startStagger()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.paper().fees().taker()).isEqualByComparingTo("0.001");
        assertThat(config.accounts())
                .extracting(account -> account.id() + account.initialCash())
                .containsExactly("main100000", "btc2");
    }

    @Test
    void theEnvironmentWins() throws IOException {
        EngineConfig config =
                defaults(
                        Map.of(
                                "TICKMESH_BOTS_START_STAGGER", "0s",
                                "TICKMESH_BOTS_ACCOUNTS_MAIN_INITIAL_CASH", "5"));

        assertThat(config.startStagger()).isZero();
        assertThat(config.accounts().getFirst().initialCash()).isEqualTo("5");
    }

    @Test
    void namesBotsOnSymbolsOfAnotherExchange() {
        String yaml =
                """
                bots:
                  accounts: {usd: {currency: USD, initial-cash: 1}}
                  fleet:
                    - strategy: supertrend
                      interval: 15m
                      account: usd
                      symbols: [BTCUSD.KRAKEN, DOGEUSDT.KRAKEN]
                      order-quote: 1
                """;
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), Map.of());

        EngineConfig config = EngineConfig.read(reader.section("bots"), StrategyCatalog.standard());

        reader.verify();
        assertThat(config.bots())
                .extracting(BotConfig::id)
                .containsExactly("btcusd-k-supertrend-15m", "dogeusdt-k-supertrend-15m");
    }

    @Test
    void reportsAllViolationsAtOnce() {
        String yaml =
                """
                bots:
                  fee: -1
                  start-stagger: soon
                  accounts:
                    main: {initial-cash: much}
                  fleet:
                    - {symbols: [BTCUSDT, BTCUSDT], account: main, interval: 1s, strategy: rsi, order-quote: 5}
                    - {symbols: ETHUSDT, account: other, interval: 7s, strategy: magic, order-quote: 0}
                    - symbols: [XRPUSDT]
                      account: main
                      interval: 1m
                      strategy: ema-cross
                      order-quote: 10
                      stop-loss-percent: 100
                      cooldown: -1s
                      parameters: {fast: 30, slow: 20, speed: 9}
                    - {strategy: macd, colour: red, parameters: {signal: 0}}
                    - {id: Not_Good, symbols: [A, B], account: main, interval: 1s, strategy: rsi, order-quote: 5}
                """;

        List<String> violations = violations(yaml);

        assertThat(violations)
                .containsExactlyInAnyOrder(
                        "bots.fee must be a number of at least 0, was -1",
                        "bots.start-stagger must be a duration such as 500ms, 2s or PT2S of at least PT0S, was soon",
                        "bots.accounts.main.currency is required",
                        "bots.accounts.main.initial-cash must be a number of at least 0, was much",
                        "bots.fleet[0].id must be unique, was btcusdt-rsi-1s again",
                        "bots.fleet[1].account must be one of main, was other",
                        "bots.fleet[1].interval must be one of 1s, 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h, 1d, 3d, 1w, 1M, was 7s",
                        "bots.fleet[1].strategy must be one of %s, rule, was magic"
                                .formatted(STRATEGIES),
                        "bots.fleet[1].order-quote must be a number of at least 0.00000001, was 0",
                        "bots.fleet[2].parameters must have fast below slow, was 30 and 20",
                        "bots.fleet[2].parameters.speed is no parameter of ema-cross, which has fast, slow",
                        "bots.fleet[2].stop-loss-percent must be below 100, was 100",
                        "bots.fleet[2].cooldown must be a duration such as 500ms, 2s or PT2S of at least PT0S, was -1s",
                        "bots.fleet[3].symbols must name at least one symbol",
                        "bots.fleet[3].account is required",
                        "bots.fleet[3].interval is required",
                        "bots.fleet[3].order-quote is required",
                        "bots.fleet[3].parameters.signal must be a whole number from 1 to 100, was 0",
                        "bots.fleet[3].colour is no known key",
                        "bots.fleet[4].id must not be given to more than one symbol",
                        "bots.fleet[4].id must match [a-z0-9][a-z0-9-]{0,24}, was Not_Good",
                        "bots.fleet[4].id must match [a-z0-9][a-z0-9-]{0,24}, was Not_Good");
    }

    @Test
    void aStrategyOfOnesOwnIsOneMoreCatalogueEntry() {
        ConfigReader reader =
                ConfigReader.of(
                        """
                        bots:
                          accounts: {main: {currency: USDT, initial-cash: 10}}
                          fleet:
                            - {id: mine, symbols: BTCUSDT, account: main, interval: 1M, strategy: colour, order-quote: 5}
                        """,
                        Map.of(),
                        Map.of());
        EngineConfig config =
                EngineConfig.read(
                        reader.section("bots"), StrategyCatalog.standard().with(Fixtures.COLOUR));
        reader.verify();

        assertThat(config.bots().getFirst().strategy()).isSameAs(Fixtures.COLOUR);
        assertThat(config.bots().getFirst().sizing().amount()).isEqualTo(new BigDecimal("5"));
    }

    /// The configuration that comes with Tickmesh. Its other sections are not this service's.
    private static EngineConfig defaults(Map<String, String> environment) throws IOException {
        Path file =
                Path.of(System.getProperty("tickmesh.root", "..")).resolve("deploy/tickmesh.yaml");
        ConfigReader reader = ConfigReader.of(Files.readString(file), environment, Map.of());
        EngineConfig config = EngineConfig.read(reader.section("bots"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(reader::verify)
                .satisfies(e ->
                        assertThat(e.violations())
                                .noneMatch(violation -> violation.startsWith("bots"))
                                .noneMatch(violation -> violation.contains("_BOTS_")));
        return config;
    }

    private static List<String> violations(String yaml) {
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), Map.of());
        var _ = EngineConfig.read(reader.section("bots"));
        return Objects.requireNonNull(catchThrowableOfType(ConfigException.class, reader::verify))
                .violations();
    }

    private static List<String> symbols(EngineConfig config, Predicate<BotConfig> wanted) {
        return config.bots().stream().filter(wanted).map(BotConfig::symbol).distinct().toList();
    }
}
