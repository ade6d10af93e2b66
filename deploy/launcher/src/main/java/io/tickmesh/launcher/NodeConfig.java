package io.tickmesh.launcher;

import io.tickmesh.bot.EngineConfig;
import io.tickmesh.bot.backtest.BacktestConfig;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.gateway.GatewayConfig;
import io.tickmesh.market.FeedConfig;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.storage.StorageConfig;
import io.tickmesh.notify.NotifierConfig;
import io.tickmesh.risk.RiskConfig;
import io.tickmesh.simulator.SimulatorConfig;
import io.tickmesh.simulator.source.CaptureDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Everything that a node needs to know.
///
/// @param name unique in the mesh
/// @param simulator the local exchange to run; empty when the real one is used
public record NodeConfig(
        String name,
        FeedKind feedKind,
        FeedConfig feed,
        PricesConfig prices,
        Optional<SimulatorConfig> simulator,
        StorageConfig storage,
        EngineConfig engine,
        BacktestConfig backtests,
        RiskConfig risk,
        NotifierConfig notifier,
        GatewayConfig gateway) {
    private static final Map<String, FeedKind> FEEDS = feeds();
    private static final double FAST = 600;
    private static final double AS_IT_WAS = 1;

    /// Reads the whole configuration with the strategies that come with Tickmesh. What cannot be used is noted in the reader,
    /// which [ConfigReader#verify] then refuses.
    public static NodeConfig read(ConfigReader reader) {
        return read(reader, StrategyCatalog.standard());
    }

    /// Reads the whole configuration with these strategies.
    public static NodeConfig read(ConfigReader reader, StrategyCatalog strategies) {
        ConfigSection feedSection = reader.section("feed");
        FeedKind kind = feedSection.choice("kind", FeedKind.SIMULATOR, FEEDS);
        FeedConfig feed = FeedConfig.read(feedSection);
        EngineConfig engine = EngineConfig.read(reader.section("bots"), strategies);
        streamsWhatTheBotsNeed(reader.section("bots"), feed, engine);
        if (kind == FeedKind.REPLAY && feed.kraken().isPresent()) {
            feedSection.violation("kraken", "must be absent when data are replayed: it is live");
        }
        Map<String, String> currencies = new LinkedHashMap<>();
        for (Account account : engine.accounts()) {
            currencies.put(account.id(), account.currency());
        }
        PricesConfig prices = PricesConfig.read(reader.section("prices"));
        GatewayConfig gateway = GatewayConfig.read(reader.section("gateway"));
        answersWhileTheGatewayWaits(reader.section("prices"), prices, gateway);
        return new NodeConfig(
                reader.section("node").text("name", randomName()),
                kind,
                feed,
                prices,
                exchange(reader, kind, feed),
                StorageConfig.read(reader),
                engine,
                BacktestConfig.read(reader.section("backtests")),
                RiskConfig.read(reader.section("risk"), currencies),
                NotifierConfig.read(reader.section("notifier")),
                gateway);
    }

    /// Returns whether recorded data are replayed, in their own time.
    public boolean isReplay() {
        return feedKind == FeedKind.REPLAY;
    }

    /// Returns the same configuration without the symbols, and the bots on them, that the local exchange does not list: a recording
    /// seldom has them all. Symbols of other exchanges stay.
    NodeConfig only(List<String> listed) {
        if (listed.containsAll(feed.binance().symbols())) {
            return this;
        }
        FeedConfig left =
                feed.withSymbols(
                        feed.binance().symbols().stream().filter(listed::contains).toList());
        return new NodeConfig(
                name,
                feedKind,
                left,
                prices,
                simulator,
                storage,
                engine.withBots(
                        engine.bots().stream()
                                .filter(bot -> left.symbols().contains(bot.symbol()))
                                .toList()),
                backtests,
                risk,
                notifier,
                gateway);
    }

    /// A bot whose candles nobody streams would wait for ever.
    private static void streamsWhatTheBotsNeed(
            ConfigSection section, FeedConfig feed, EngineConfig engine) {
        Set<String> reported = new HashSet<>();
        engine.bots()
                .forEach(bot -> {
                    String venue = bot.symbol().endsWith(".KRAKEN") ? "feed.kraken" : "feed";
                    if (!feed.symbols().contains(bot.symbol())) {
                        if (reported.add(bot.symbol())) {
                            section.violation(
                                    "fleet",
                                    "uses %s, which %s.symbols does not list"
                                            .formatted(bot.symbol(), venue));
                        }
                    } else if (!feed.intervals(bot.symbol()).contains(bot.interval())
                            && reported.add(venue + bot.interval().code())) {
                        section.violation(
                                "fleet",
                                "uses the interval %s, which %s.intervals does not list"
                                        .formatted(bot.interval(), venue));
                    }
                });
    }

    /// Of an answer that comes too late, nobody would see even the prices that were there in time.
    private static void answersWhileTheGatewayWaits(
            ConfigSection section, PricesConfig prices, GatewayConfig gateway) {
        if (prices.answerWithin().compareTo(gateway.pricesTimeout()) >= 0) {
            section.violation(
                    "answer-within",
                    "must be below gateway.prices-timeout, was %s and %s"
                            .formatted(prices.answerWithin(), gateway.pricesTimeout()));
        }
    }

    private static Optional<SimulatorConfig> exchange(
            ConfigReader reader, FeedKind kind, FeedConfig feed) {
        ConfigSection section = reader.section("simulator");
        Optional<SimulatorConfig.Replay> replay = replay(reader.section("replay"), kind);
        SimulatorConfig walk =
                SimulatorConfig.defaults()
                        .withPort(section.number("port", 8090, 0, 65_535))
                        .withSeed(section.number("seed", 1L, 0, Long.MAX_VALUE))
                        .withTradesPerSecond(section.real("trades-per-second", 10, 0.01, 10_000))
                        .withControl(section.flag("control", true))
                        .withSymbols(feed.binance().symbols());
        SimulatorConfig config = replay.map(walk::withReplay).orElse(walk);
        return kind == FeedKind.BINANCE ? Optional.empty() : Optional.of(config);
    }

    private static Optional<SimulatorConfig.Replay> replay(ConfigSection section, FeedKind kind) {
        Optional<Path> data = section.text("data").map(Path::of);
        double usualSpeed = data.map(NodeConfig::usualSpeed).orElse(FAST);
        double speed = section.real("speed", usualSpeed, 0, 1e9);
        Optional<Instant> from = section.instant("from");
        Optional<Instant> to = section.instant("to");
        if (kind != FeedKind.REPLAY) {
            return Optional.empty();
        }
        if (data.isEmpty()) {
            section.violation(
                    "data",
                    "is required to replay: the directory of the recorded candles or captured messages (--data DIR)");
            return Optional.empty();
        }
        if (!Files.isDirectory(data.get())) {
            section.violation("data", "must be a directory, was " + data.get());
            return Optional.empty();
        }
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            section.violation("to", "must be after replay.from, was " + to.get());
            return Optional.empty();
        }
        return Optional.of(new SimulatorConfig.Replay(data.get(), from, to, speed));
    }

    /// A month of candles is watched fast, minutes of captured messages as they were. What cannot be read is told by others.
    private static double usualSpeed(Path data) {
        try {
            return Files.isDirectory(data) && CaptureDirectory.holdsCaptures(data)
                    ? AS_IT_WAS
                    : FAST;
        } catch (IOException _) {
            return FAST;
        }
    }

    private static String randomName() {
        return "node-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
    }

    private static Map<String, FeedKind> feeds() {
        Map<String, FeedKind> feeds = new LinkedHashMap<>();
        feeds.put("simulator", FeedKind.SIMULATOR);
        feeds.put("replay", FeedKind.REPLAY);
        feeds.put("binance", FeedKind.BINANCE);
        return feeds;
    }
}
