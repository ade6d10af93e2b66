package io.tickmesh.launcher;

import io.tickmesh.bot.EngineConfig;
import io.tickmesh.bot.backtest.BacktestConfig;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.gateway.GatewayConfig;
import io.tickmesh.market.FeedConfig;
import io.tickmesh.market.provider.PricesConfig;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.storage.StorageConfig;
import io.tickmesh.notify.NotifierConfig;
import io.tickmesh.risk.RiskConfig;
import io.tickmesh.simulator.SimulatorConfig;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that a node needs to know.
///
/// @param node what is this node's alone
/// @param cluster how it finds the other nodes, if there are any
/// @param simulator the local exchange to run; empty when this node runs none
public record NodeConfig(
        NodeSection node,
        ClusterConfig cluster,
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
    private static final Set<ServiceName> TRADING =
            Set.of(ServiceName.MARKET_STREAM, ServiceName.BOT_ENGINE, ServiceName.RISK_SERVICE);

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
        NodeSection node = NodeSection.read(reader.section("node"), kind);
        SimulatorConfig exchange = LocalExchange.read(reader, kind, feed.binance().symbols());
        StorageConfig storage = StorageConfig.read(reader);
        runsWhereItCan(reader, kind, node.services());
        return new NodeConfig(
                node,
                cluster(reader, kind, node.services(), storage),
                kind,
                feed,
                prices,
                node.services().simulator() ? Optional.of(exchange) : Optional.empty(),
                storage,
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
                node,
                cluster,
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

    /// Services of the mesh that are elsewhere are found in the cluster, the exchange is not.
    private static void runsWhereItCan(ConfigReader reader, FeedKind kind, Services services) {
        boolean streams = services.has(ServiceName.MARKET_STREAM);
        if (kind != FeedKind.BINANCE && streams && !services.simulator()) {
            reader.section("feed")
                    .violation(
                            "kind",
                            "must be binance where market-stream runs without the simulator: feed.binance.rest-url and ws-url say where that is");
        }
        if (kind == FeedKind.REPLAY
                && !services.inMesh().isEmpty()
                && !services.inMesh().containsAll(TRADING)) {
            reader.section("node")
                    .violation(
                            "services",
                            "must have market-stream, bot-engine and risk-service when data are replayed, was "
                                    + services);
        }
    }

    private static ClusterConfig cluster(
            ConfigReader reader, FeedKind kind, Services services, StorageConfig storage) {
        ConfigSection section = reader.section("cluster");
        ClusterConfig cluster = ClusterConfig.read(section);
        // The exchange on its own is nobody's member.
        if (!cluster.enabled() || services.inMesh().isEmpty()) {
            return ClusterConfig.ALONE;
        }
        if (kind == FeedKind.REPLAY) {
            section.violation("enabled", "must be false when data are replayed, by one node alone");
        }
        if (kind == FeedKind.SIMULATOR) {
            reader.section("feed")
                    .violation(
                            "kind",
                            "must be binance in a cluster, whose nodes need one exchange: feed.binance.rest-url and ws-url say where it is");
        }
        if (storage.server().isEmpty()) {
            reader.section("database")
                    .violation("url", "is required in a cluster: its nodes share one database");
        }
        return cluster;
    }

    private static Map<String, FeedKind> feeds() {
        Map<String, FeedKind> feeds = new LinkedHashMap<>();
        feeds.put("simulator", FeedKind.SIMULATOR);
        feeds.put("replay", FeedKind.REPLAY);
        feeds.put("binance", FeedKind.BINANCE);
        return feeds;
    }
}
