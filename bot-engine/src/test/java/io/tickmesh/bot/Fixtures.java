package io.tickmesh.bot;

import io.tickmesh.bot.indicator.Indicators;
import io.tickmesh.bot.indicator.Line;
import io.tickmesh.bot.portfolio.Account;
import io.tickmesh.bot.strategy.Decision;
import io.tickmesh.bot.strategy.Strategy;
import io.tickmesh.bot.strategy.StrategyCatalog;
import io.tickmesh.bot.strategy.StrategyType;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.SignalAction;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Symbols, bots and a strategy that does what the candles say.
final class Fixtures {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final double POISON = 13;
    static final double BROKEN = 14;

    /// Enters after a rising candle, leaves after a falling one, throws an exception on a volume of 13 and an error on 14.
    static final StrategyType COLOUR =
            new StrategyType(
                    "colour",
                    "Follows.",
                    List.of(),
                    _ -> Optional.empty(),
                    (_, on) -> new Colour(on));

    static final StrategyCatalog STRATEGIES = StrategyCatalog.standard().with(COLOUR);

    static final SymbolRules BTCUSDT = rules("BTCUSDT", "BTC", "USDT", "0.01", "0.00001");
    static final SymbolRules ETHUSDT = rules("ETHUSDT", "ETH", "USDT", "0.01", "0.0001");
    static final SymbolRules DOGEBTC = rules("DOGEBTC", "DOGE", "BTC", "0.00000001", "1");

    static final Account MAIN = new Account("main", "USDT", new BigDecimal("100000"));
    static final Account BTC = new Account("btc", "BTC", new BigDecimal("2"));

    private Fixtures() {}

    static BotConfig bot(String id, String symbol) {
        return bot(id, symbol, Interval.S1);
    }

    static BotConfig bot(String id, Interval interval) {
        return bot(id, "BTCUSDT", interval);
    }

    private static BotConfig bot(String id, String symbol, Interval interval) {
        return config(definition(id, symbol, interval, COLOUR.name(), Exits.NONE));
    }

    static BotConfig guarded(String id, String symbol, String stop, String target) {
        return config(
                definition(
                        id,
                        symbol,
                        Interval.S1,
                        COLOUR.name(),
                        exits(stop, target, Duration.ZERO)));
    }

    static BotConfig standard(String id, String symbol, String strategy) {
        return config(
                definition(
                        id,
                        symbol,
                        Interval.S1,
                        strategy,
                        exits("0.5", "1", Duration.ofSeconds(3))));
    }

    /// Returns a bot that follows the candles, with its own size, way in and ways out.
    static BotConfig custom(String id, String symbol, Sizing sizing, Entry entry, Exits exits) {
        BotDefinition plain = definition(id, symbol, Interval.S1, COLOUR.name(), exits);
        return config(
                new BotDefinition(
                        plain.id(),
                        plain.account(),
                        plain.symbol(),
                        plain.interval(),
                        plain.strategy(),
                        null,
                        plain.parameters(),
                        sizing,
                        entry,
                        plain.exits()));
    }

    static Exits exits(String stop, String target, Duration cooldown) {
        return new Exits(
                new BigDecimal(stop), new BigDecimal(target), List.of(), null, null, cooldown);
    }

    static BotDefinition definition(
            String id, String symbol, Interval interval, String strategy, Exits exits) {
        boolean btc = symbol.endsWith("BTC");
        return new BotDefinition(
                id,
                btc ? "btc" : "main",
                symbol,
                interval,
                strategy,
                null,
                Map.of(),
                Sizing.quote(new BigDecimal(btc ? "0.01" : "500")),
                Entry.MARKET,
                exits);
    }

    static BotConfig config(BotDefinition definition) {
        return new DefinitionCheck(STRATEGIES, Set.of("main", "btc"))
                .check(
                        definition,
                        error -> {
                            throw new IllegalArgumentException(error.toString());
                        })
                .orElseThrow();
    }

    static EngineConfig engine(Duration stagger, BotConfig... bots) {
        EngineConfig standard = EngineConfig.of(List.of(MAIN, BTC), List.of(bots));
        return new EngineConfig(
                standard.accounts(),
                standard.bots(),
                STRATEGIES,
                stagger,
                standard.paper(),
                Duration.ofMillis(150),
                standard.maxPriceAge(),
                standard.equityPeriod(),
                standard.retention());
    }

    static Candle candle(long openMillis, double open, double close) {
        return candle(openMillis, open, close, 1);
    }

    static Candle candle(long openMillis, double open, double close, double volume) {
        return new Candle(
                openMillis,
                open,
                Math.max(open, close),
                Math.min(open, close),
                close,
                volume,
                volume * close,
                1);
    }

    static CandleClosed closed(Header header, String symbol, Candle candle) {
        return new CandleClosed(header, symbol, Interval.S1, candle, false);
    }

    /// Returns what a strategy decides that holds what rises.
    static Optional<Decision> follow(double change, boolean holding) {
        if (change > 0 && !holding) {
            return Optional.of(
                    new Decision(SignalAction.ENTER, "rising", Map.of("change", change)));
        }
        return change < 0 && holding
                ? Optional.of(new Decision(SignalAction.EXIT, "falling", Map.of("change", change)))
                : Optional.empty();
    }

    private static SymbolRules rules(
            String symbol, String base, String quote, String tick, String step) {
        return new SymbolRules(
                symbol,
                base,
                quote,
                new BigDecimal(tick),
                new BigDecimal(step),
                new BigDecimal(step),
                new BigDecimal("90000000"),
                new BigDecimal(quote.equals("BTC") ? "0.0001" : "10"));
    }

    private static final class Colour implements Strategy {
        private final Line open;
        private final Line close;
        private final Line volume;

        Colour(Indicators indicators) {
            open = indicators.open();
            close = indicators.close();
            volume = indicators.volume();
        }

        @Override
        public int warmUpBars() {
            return 5;
        }

        @Override
        public Optional<Decision> decide(boolean holding) {
            if (volume.now() == POISON) {
                throw new IllegalStateException("poisoned");
            }
            if (volume.now() == BROKEN) {
                throw new AssertionError("broken");
            }
            return follow(close.now() - open.now(), holding);
        }
    }
}
