package io.tickmesh.gateway;

import io.tickmesh.mesh.bot.Entry;
import io.tickmesh.mesh.bot.Exits;
import io.tickmesh.mesh.bot.Sizing;
import io.tickmesh.mesh.event.BotStatus;
import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.FeedStatus;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.TradingState;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.OrderType;
import io.tickmesh.mesh.market.Side;
import io.tickmesh.mesh.market.SymbolRules;
import io.tickmesh.mesh.market.TimeInForce;
import io.tickmesh.mesh.request.AccountRiskView;
import io.tickmesh.mesh.request.AccountView;
import io.tickmesh.mesh.request.BotView;
import io.tickmesh.mesh.request.EquityHistory;
import io.tickmesh.mesh.request.FeedView;
import io.tickmesh.mesh.request.Feeds;
import io.tickmesh.mesh.request.FillView;
import io.tickmesh.mesh.request.Fills;
import io.tickmesh.mesh.request.OrderView;
import io.tickmesh.mesh.request.Orders;
import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.mesh.request.RiskState;
import io.tickmesh.mesh.request.StaleStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The fixed figures that [FakeServices] answers with.
final class FakeFigures {
    static final List<String> SYMBOLS =
            List.of(
                    "AAVEUSDT",
                    "ADAUSDT",
                    "ALGOUSDT",
                    "ATOMUSDT",
                    "BATUSDT",
                    "BCHUSDT",
                    "BRDBTC",
                    "BTCUSDT",
                    "BTTUSDT",
                    "DASHUSDT",
                    "DOGEBTC",
                    "DOGEUSDT",
                    "DOTUSDT",
                    "EOSUSDT",
                    "ETHBTC",
                    "ETHUSDT",
                    "IOTAUSDT",
                    "LINKUSDT",
                    "LTCBTC",
                    "LTCUSDT",
                    "NEOUSDT",
                    "XMRUSDT",
                    "XRPBTC",
                    "XRPUSDT",
                    "XTZUSDT");

    static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final List<Interval> INTERVALS =
            List.of(Interval.S1, Interval.M1, Interval.M5, Interval.M15, Interval.H1);
    private static final List<String> STRATEGIES =
            List.of("ema-cross", "rsi", "bollinger", "macd", "donchian", "supertrend");

    private FakeFigures() {}

    private static String quote(String symbol) {
        return symbol.endsWith("BTC") ? "BTC" : "USDT";
    }

    static List<SymbolRules> rules() {
        return SYMBOLS.stream().map(FakeFigures::rules).toList();
    }

    private static SymbolRules rules(String symbol) {
        String quote = quote(symbol);
        return new SymbolRules(
                symbol,
                symbol.substring(0, symbol.length() - quote.length()),
                quote,
                new BigDecimal(quote.equals("BTC") ? "0.000001" : "0.01"),
                new BigDecimal("0.001"),
                new BigDecimal("0.001"),
                new BigDecimal("9000"),
                new BigDecimal(quote.equals("BTC") ? "0.0001" : "10"));
    }

    static List<BotView> bots() {
        return IntStream.range(0, 45).mapToObj(FakeFigures::bot).toList();
    }

    private static BotView bot(int i) {
        String symbol = SYMBOLS.get(i % SYMBOLS.size());
        String strategy = STRATEGIES.get(i % STRATEGIES.size());
        boolean failed = i == 41;
        return new BotView(
                "bot-%02d".formatted(i + 1),
                1,
                quote(symbol).equals("BTC") ? "btc" : "main",
                symbol,
                INTERVALS.get(i % INTERVALS.size()),
                strategy,
                null,
                Map.of("fast", "12"),
                Sizing.quote(new BigDecimal("500")),
                Entry.MARKET,
                Exits.NONE,
                failed ? BotStatus.PAUSED : BotStatus.RUNNING,
                "started",
                NOW.plusSeconds(2L * i),
                NOW.plusSeconds(60),
                120 + i,
                i,
                0,
                null,
                i % 3 == 0 ? new BigDecimal("1.250") : BigDecimal.ZERO,
                new BigDecimal(i * 37 % 101 - 40).movePointLeft(1),
                "alpha");
    }

    /// Returns the feed `binance`, connected, with these streams silent.
    static Feeds feeds(List<StaleStream> silent) {
        return feeds(List.of("BTCUSDT"), silent);
    }

    static Feeds feeds(List<String> symbols, List<StaleStream> silent) {
        return new Feeds(
                List.of(
                        new FeedView(
                                "binance",
                                FeedStatus.CONNECTED,
                                symbols,
                                silent.stream().map(StaleStream::symbol).distinct().toList(),
                                silent,
                                150,
                                123_456,
                                0,
                                0,
                                1,
                                2,
                                0,
                                0,
                                0,
                                40)));
    }

    static Orders orders() {
        return new Orders(
                List.of(
                        new OrderView(
                                "bot-01-1",
                                "main",
                                "bot-01",
                                "AAVEUSDT",
                                Side.BUY,
                                OrderType.MARKET,
                                TimeInForce.IOC,
                                new BigDecimal("1.250"),
                                new BigDecimal("100.00"),
                                null,
                                null,
                                "FILLED",
                                new BigDecimal("1.250"),
                                new BigDecimal("100.01"),
                                new BigDecimal("0.12501250"),
                                NOW,
                                NOW,
                                "EMA 12 crossed above EMA 26")),
                "next-orders");
    }

    static Fills fills() {
        return new Fills(
                List.of(
                        new FillView(
                                "f1",
                                "bot-01-1",
                                "main",
                                "bot-01",
                                "AAVEUSDT",
                                Side.BUY,
                                new BigDecimal("1.250"),
                                new BigDecimal("100.01"),
                                new BigDecimal("0.12501250"),
                                NOW)),
                null);
    }

    static List<PositionView> positions() {
        return List.of(
                new PositionView(
                        "main",
                        "bot-01",
                        "AAVEUSDT",
                        new BigDecimal("1.250"),
                        new BigDecimal("100.01"),
                        new BigDecimal("0.12501250"),
                        null,
                        null,
                        new BigDecimal("101.00"),
                        new BigDecimal("1.11248750"),
                        NOW));
    }

    static List<AccountView> accounts() {
        return List.of(
                account("main", "USDT", "100000", "98750.12", "1262.5", "12.62"),
                account("btc", "BTC", "2", "1.99", "0.0105", "0.0005"));
    }

    private static AccountView account(
            String name,
            String currency,
            String initial,
            String cash,
            String marketValue,
            String realised) {
        BigDecimal value = new BigDecimal(marketValue);
        return new AccountView(
                name,
                currency,
                new BigDecimal(initial),
                new BigDecimal(cash),
                value,
                new BigDecimal(cash).add(value),
                new BigDecimal(realised),
                new BigDecimal("1.11"),
                new BigDecimal("0.13"),
                currency.equals("BTC") ? 3 : 12);
    }

    static EquityHistory equity(Header header) {
        return new EquityHistory(
                List.of(
                        new EquitySnapshotTaken(
                                header,
                                "main",
                                null,
                                "USDT",
                                new BigDecimal("98750.12"),
                                new BigDecimal("1262.5"),
                                new BigDecimal("100012.62"),
                                new BigDecimal("12.62"),
                                new BigDecimal("1.11"),
                                new BigDecimal("0.13"))),
                "next-equity");
    }

    static RiskState risk() {
        return new RiskState(
                List.of(
                        new AccountRiskView(
                                "main",
                                TradingState.ACTIVE,
                                "",
                                new BigDecimal("1262.5"),
                                List.of(),
                                Map.of("max-order-notional", "1000"))),
                List.of(),
                7,
                1);
    }
}
