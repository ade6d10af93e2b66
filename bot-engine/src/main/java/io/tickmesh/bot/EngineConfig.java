package io.tickmesh.bot;

import io.tickmesh.bot.execution.Fees;
import io.tickmesh.bot.execution.PaperTerms;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.store.Retention;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.mesh.config.ConfigSection;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/// What the bot engine does.
///
/// @param bots in the order in which they start and are evaluated
/// @param strategies what bots can be made of while it runs
/// @param startStagger time between the first evaluations of two bots
/// @param paper how orders are filled on paper
/// @param riskTimeout how long risk may take to answer; no answer means no
/// @param maxPriceAge prices and candles that are older are not acted on
/// @param equityPeriod time between equity snapshots
/// @param retention how long what is not needed for ever stays
public record EngineConfig(
        List<Account> accounts,
        List<BotConfig> bots,
        StrategyCatalog strategies,
        Duration startStagger,
        PaperTerms paper,
        Duration riskTimeout,
        Duration maxPriceAge,
        Duration equityPeriod,
        Retention retention) {
    private static final int MOST_ORDERS_OF_A_BOT = 20;

    public EngineConfig {
        accounts = List.copyOf(accounts);
        bots = List.copyOf(bots);
    }

    /// Returns a configuration with the standard settings.
    public static EngineConfig of(List<Account> accounts, List<BotConfig> bots) {
        return new EngineConfig(
                accounts,
                bots,
                StrategyCatalog.standard(),
                Duration.ofSeconds(2),
                PaperTerms.of(Fees.flat(new BigDecimal("0.001")), 0),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Retention.STANDARD);
    }

    /// Returns the same settings for other bots.
    public EngineConfig withBots(List<BotConfig> others) {
        return with(accounts, others, paper, startStagger);
    }

    /// Returns the same settings for other accounts.
    public EngineConfig withAccounts(List<Account> others) {
        return with(others, bots, paper, startStagger);
    }

    /// Returns the same settings on other terms.
    public EngineConfig withPaper(PaperTerms terms) {
        return with(accounts, bots, terms, startStagger);
    }

    /// Returns the same settings with other times between the first evaluations.
    public EngineConfig withStartStagger(Duration stagger) {
        return with(accounts, bots, paper, stagger);
    }

    private EngineConfig with(
            List<Account> newAccounts,
            List<BotConfig> newBots,
            PaperTerms newPaper,
            Duration newStagger) {
        return new EngineConfig(
                newAccounts,
                newBots,
                strategies,
                newStagger,
                newPaper,
                riskTimeout,
                maxPriceAge,
                equityPeriod,
                retention);
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
                catalog,
                section.duration("start-stagger", standard.startStagger(), instant),
                paper(section, standard.paper()),
                section.duration("risk-timeout", standard.riskTimeout(), milli),
                section.duration("max-price-age", standard.maxPriceAge(), milli),
                section.duration("equity-period", standard.equityPeriod(), Duration.ofSeconds(1)),
                retention(section.section("retention")));
    }

    private static PaperTerms paper(ConfigSection section, PaperTerms standard) {
        BigDecimal fee = section.decimal("fee", standard.fees().taker(), BigDecimal.ZERO);
        return new PaperTerms(
                new Fees(fee(section, "maker-fee", fee), fee(section, "taker-fee", fee)),
                section.number("slippage-ticks", standard.slippageTicks(), 0, 1_000),
                section.duration("latency", standard.latency(), Duration.ZERO),
                MOST_ORDERS_OF_A_BOT);
    }

    private static BigDecimal fee(ConfigSection section, String key, BigDecimal standard) {
        BigDecimal fee = section.decimal(key, standard, BigDecimal.ZERO);
        if (fee.compareTo(BigDecimal.ONE) >= 0) {
            section.violation(key, "must be below 1, was " + fee.toPlainString());
            return BigDecimal.ZERO;
        }
        return fee;
    }

    private static Retention retention(ConfigSection section) {
        Retention standard = Retention.STANDARD;
        Duration hour = Duration.ofHours(1);
        return new Retention(
                section.duration("equity-raw", standard.rawEquity(), hour),
                section.duration("equity-minutes", standard.minuteEquity(), hour),
                section.duration("signals", standard.signals(), hour),
                section.duration("events", standard.events(), hour));
    }
}
