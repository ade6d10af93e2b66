package io.tickmesh.bot;

import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.mesh.config.ConfigSection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/// What the bot engine does.
///
/// @param bots in the order in which they start and are evaluated
/// @param startStagger time between the first evaluations of two bots
/// @param feeRate fraction of the traded value
/// @param slippageTicks how many ticks worse than the quote an order is filled on paper
/// @param riskTimeout how long risk may take to answer; no answer means no
/// @param maxPriceAge prices and candles that are older are not acted on
/// @param equityPeriod time between equity snapshots
/// @param orderHistory how many orders are kept
/// @param fillHistory how many fills are kept
/// @param equityHistory how many snapshots of each account and bot are kept
public record EngineConfig(
        List<Account> accounts,
        List<BotConfig> bots,
        Duration startStagger,
        BigDecimal feeRate,
        int slippageTicks,
        Duration riskTimeout,
        Duration maxPriceAge,
        Duration equityPeriod,
        int orderHistory,
        int fillHistory,
        int equityHistory) {
    public EngineConfig {
        accounts = List.copyOf(accounts);
        bots = List.copyOf(bots);
    }

    /// Returns a configuration with the standard settings.
    public static EngineConfig of(List<Account> accounts, List<BotConfig> bots) {
        return new EngineConfig(
                accounts,
                bots,
                Duration.ofSeconds(2),
                new BigDecimal("0.001"),
                0,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                100_000,
                100_000,
                2_000);
    }

    /// Returns the same settings for other bots.
    public EngineConfig withBots(List<BotConfig> newBots) {
        return new EngineConfig(
                accounts,
                newBots,
                startStagger,
                feeRate,
                slippageTicks,
                riskTimeout,
                maxPriceAge,
                equityPeriod,
                orderHistory,
                fillHistory,
                equityHistory);
    }

    /// Reads the section `bots` with the strategies that come with Tickmesh.
    public static EngineConfig read(ConfigSection section) {
        return read(section, StrategyCatalog.standard());
    }

    /// Reads the section `bots`.
    public static EngineConfig read(ConfigSection section, StrategyCatalog catalog) {
        FleetReader fleet = new FleetReader(section, catalog);
        EngineConfig standard = of(fleet.accounts(), fleet.bots());
        Duration instant = Duration.ZERO;
        Duration milli = Duration.ofMillis(1);
        return new EngineConfig(
                standard.accounts(),
                standard.bots(),
                section.duration("start-stagger", standard.startStagger(), instant),
                section.decimal("fee", standard.feeRate(), BigDecimal.ZERO),
                section.number("slippage-ticks", standard.slippageTicks(), 0, 1_000),
                section.duration("risk-timeout", standard.riskTimeout(), milli),
                section.duration("max-price-age", standard.maxPriceAge(), milli),
                section.duration("equity-period", standard.equityPeriod(), Duration.ofSeconds(1)),
                section.number("order-history", standard.orderHistory(), 1, 10_000_000),
                section.number("fill-history", standard.fillHistory(), 1, 10_000_000),
                section.number("equity-history", standard.equityHistory(), 1, 100_000));
    }
}
