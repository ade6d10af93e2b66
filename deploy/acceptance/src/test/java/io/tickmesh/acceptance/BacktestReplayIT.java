package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.bot.backtest.Rehearsal;
import io.tickmesh.launcher.BacktestRisk;
import io.tickmesh.launcher.NodeConfig;
import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A backtest that goes through the candles as a replay does makes the same orders, one by one, refusals and exits included. The
/// replay goes through sockets, the exchange's protocol, the mesh and the database; the backtest through none of them.
final class BacktestReplayIT {
    private static final Path CANDLES = Platform.data().resolve("candles/1m");
    private static final String FROM = "2021-05-19T12:00:00Z";
    private static final String TO = "2021-05-19T14:00:00Z";
    private static final List<String> ACCOUNTS = List.of("cross", "reversion", "rules", "risky");
    private static final Set<String> COMPARED =
            Set.of(
                    "SignalGenerated",
                    "RiskRejected",
                    "OrderPlaced",
                    "OrderFilled",
                    "OrderCancelled",
                    "OrderRejected",
                    "PositionOpened",
                    "PositionClosed");
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "type",
                    "id",
                    "node",
                    "cause",
                    "publishedMicros",
                    "bot",
                    "orderId",
                    "fillId",
                    "indicators");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @BeforeAll
    static void needsRecordedData() {
        assumeTrue(
                Files.isDirectory(CANDLES),
                "skipped: there are no recorded candles at ../shared/data/candles/1m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "5m"})
    void aBacktestMakesTheOrdersOfAReplay(String interval) throws Exception {
        Map<String, String> settings =
                Map.of(
                        "feed.kind",
                        "replay",
                        "replay.data",
                        CANDLES.toString(),
                        "replay.from",
                        FROM,
                        "replay.to",
                        TO,
                        "replay.speed",
                        "0");
        String yaml = yaml(interval);
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), settings);
        NodeConfig config = NodeConfig.read(reader);
        reader.verify();

        Map<String, List<String>> replayed = new HashMap<>();
        List<SymbolRules> rules = replay(yaml, settings, replayed);

        int orders = 0;
        for (String account : ACCOUNTS) {
            List<String> tested =
                    backtest(config, account, Interval.ofCode(interval).orElseThrow(), rules);
            assertThat(tested).as(account).isEqualTo(replayed.getOrDefault(account, List.of()));
            orders += (int) tested.stream().filter(line -> line.startsWith("OrderFilled")).count();
        }
        assertThat(orders).isGreaterThan(interval.equals("1m") ? 100 : 20);
    }

    private static List<SymbolRules> replay(
            String yaml, Map<String, String> settings, Map<String, List<String>> events)
            throws Exception {
        try (Platform platform = Platform.startYaml(yaml, settings);
                EventLog log = platform.events("?types=" + String.join(",", COMPARED))) {
            assertThat(platform.awaitReplay(Duration.ofMinutes(3))).isTrue();
            settle(log);
            for (JsonNode event : log.all()) {
                String account = event.get("account").asText();
                events.computeIfAbsent(account, _ -> new ArrayList<>()).add(line(event));
            }
            List<SymbolRules> rules = new ArrayList<>();
            for (JsonNode symbol : platform.items("/api/v1/symbols")) {
                byte[] json = symbol.toString().getBytes(StandardCharsets.UTF_8);
                rules.add(MeshJson.read(json, SymbolRules.class));
            }
            return rules;
        }
    }

    /// The exchange has sent its last bar; what it caused may come up to a second or so later.
    private static void settle(EventLog log) {
        int[] size = {-1};
        long[] since = {System.nanoTime()};
        assertThat(
                        Platform.until(
                                Duration.ofSeconds(60),
                                () -> {
                                    if (log.all().size() != size[0]) {
                                        size[0] = log.all().size();
                                        since[0] = System.nanoTime();
                                    }
                                    return System.nanoTime() - since[0] > 4_000_000_000L;
                                }))
                .isTrue();
    }

    private static List<String> backtest(
            NodeConfig config, String account, Interval interval, List<SymbolRules> rules)
            throws Exception {
        List<BotDefinition> bots =
                config.engine().bots().stream()
                        .map(bot -> bot.definition())
                        .filter(bot -> bot.account().equals(account))
                        .toList();
        BotDefinition bot = bots.getFirst();
        List<String> symbols = bots.stream().map(BotDefinition::symbol).toList();
        BacktestSpec spec =
                new BacktestSpec(
                        symbols,
                        interval,
                        bot.strategy(),
                        bot.rule(),
                        bot.parameters(),
                        bot.sizing(),
                        bot.entry(),
                        bot.exits(),
                        new BacktestData("1m", Interval.M1, Instant.parse(FROM), Instant.parse(TO)),
                        PriceMode.PATH,
                        null,
                        new BacktestAccount(
                                account,
                                null,
                                config.engine().accounts().stream()
                                        .filter(own -> own.id().equals(account))
                                        .findFirst()
                                        .orElseThrow()
                                        .initialCash(),
                                null),
                        rules.stream().filter(own -> symbols.contains(own.symbol())).toList());
        List<Event> events = new ArrayList<>();
        Rehearsal.run(
                spec,
                config.engine(),
                CANDLES.getParent(),
                BacktestRisk.of(config.risk()),
                events::add);
        List<String> lines = new ArrayList<>();
        for (Event event : events) {
            if (COMPARED.contains(event.type())) {
                lines.add(line(JSON.readTree(MeshJson.write(event))));
            }
        }
        return lines;
    }

    /// What must be equal: all but ids and the clock of the machine. Not the last digits of the indicators either, because bots that
    /// share a series in the replay also share its history, of which the greediest wants most; nor the moment of a refusal: the clock
    /// of risk goes by what it has heard last, of other accounts too.
    private static String line(JsonNode event) {
        StringBuilder line = new StringBuilder(event.get("type").asText());
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            boolean refusal = event.get("type").asText().equals("RiskRejected");
            if (!LEFT_OUT.contains(field.getKey()) && !(refusal && field.getKey().equals("time"))) {
                line.append(' ').append(field.getKey()).append('=').append(field.getValue());
            }
        }
        return line.toString().replaceAll("breaker=losses:\\S+", "breaker=losses");
    }

    private static String yaml(String interval) {
        return """
        feed:
          symbols: [BTCUSDT, ETHUSDT, XRPUSDT, DOGEUSDT]
          intervals: [%1$s]
        risk:
          defaults: {max-consecutive-losses: 50}
          accounts:
            risky: {max-consecutive-losses: 2, losses-cool-off: 20m, max-drawdown: 0.01, drawdown-cool-off: 30m}
        bots:
          start-stagger: 0s
          slippage-ticks: 1
          accounts:
            cross: {currency: USDT, initial-cash: 20000}
            reversion: {currency: USDT, initial-cash: 20000}
            rules: {currency: USDT, initial-cash: 20000}
            risky: {currency: USDT, initial-cash: 20000}
          fleet:
            - {strategy: ema-cross, interval: %1$s, account: cross, symbols: [BTCUSDT, ETHUSDT, XRPUSDT, DOGEUSDT],
               parameters: {fast: 3, slow: 8}, sizing: {fraction: 0.2}, stop-loss-percent: 1.5, take-profit-percent: 2, cooldown: 2m}
            - {strategy: rsi, interval: %1$s, account: reversion, symbols: [BTCUSDT, ETHUSDT, XRPUSDT, DOGEUSDT],
               sizing: {risk: 0.01}, trailing: {activation: 0.5, distance: 0.4}, roi: {0s: 3, 10m: 1, 20m: 0.2}, time-limit: 40m}
            - {rule: "enter: close < sma(5) and rsi(7) < 45; exit: close > sma(5)", interval: %1$s, account: rules, symbols: [BTCUSDT, ETHUSDT, XRPUSDT, DOGEUSDT],
               order-quote: 1500, entry: {type: limit, offset-percent: 0.1, expire-after: 3m}, stop-loss-percent: 2}
            - {strategy: macd, interval: %1$s, account: risky, symbols: [BTCUSDT, ETHUSDT, XRPUSDT, DOGEUSDT], parameters: {fast: 3, slow: 6, signal: 3},
               order-quote: 5000, stop-loss-percent: 0.5}
        """
                .formatted(interval);
    }
}
