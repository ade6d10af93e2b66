package io.tickmesh.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.mesh.backtest.BacktestAccount;
import io.tickmesh.mesh.backtest.BacktestAccount.RiskLimits;
import io.tickmesh.mesh.backtest.BacktestCosts;
import io.tickmesh.mesh.backtest.BacktestData;
import io.tickmesh.mesh.backtest.BacktestResult;
import io.tickmesh.mesh.backtest.BacktestSpec;
import io.tickmesh.mesh.backtest.BacktestTrade;
import io.tickmesh.mesh.backtest.PriceMode;
import io.tickmesh.mesh.market.Interval;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two backtests whose trades are known, one by one, from an engine of others and from one more that checked it.
final class ReferenceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sma-cross-20-50-btcusdt-1h | BTCUSDT | USDT | 1h | enter: sma(20) crosses above sma(50); exit: sma(20) crosses below sma(50)
                    rsi-14-30-70-btcusd-4h     | BTCUSD  | USD  | 4h | enter: rsi(14) < 30; exit: rsi(14) > 70
                    """)
    void tradesAsTheReferenceDoes(
            String name, String symbol, String currency, String interval, String rule)
            throws Exception {
        JsonNode reference = reference(name);

        Outcome outcome = run(reference, symbol, currency, interval, rule);

        List<BacktestTrade> trades = outcome.trades();
        JsonNode expected = reference.get("trades");
        assertThat(trades).hasSize(expected.size());
        for (int i = 0; i < trades.size(); i++) {
            compare(name + " trade " + i, trades.get(i), expected.get(i));
        }
        compare(outcome.result(), reference.get("expected"));
    }

    private static void compare(String what, BacktestTrade trade, JsonNode expected) {
        assertThat(trade.entryTime().toEpochMilli())
                .as(what)
                .isEqualTo(expected.get("entry_time_ms").asLong());
        assertThat(trade.exitTime().toEpochMilli())
                .as(what)
                .isEqualTo(expected.get("exit_time_ms").asLong());
        assertThat(trade.entryPrice().doubleValue())
                .as(what)
                .isEqualTo(expected.get("entry_price").asDouble());
        assertThat(trade.exitPrice().doubleValue())
                .as(what)
                .isEqualTo(expected.get("exit_price").asDouble());
        // To the printed digits; the last of them may be rounded the other way.
        near(what, trade.quantity().doubleValue(), expected.get("qty"), 1e-10);
        near(what, trade.profit().doubleValue(), expected.get("pnl"), 1e-6);
        near(what, trade.returnPercent(), expected.get("return_pct"), 1e-8);
    }

    private static void compare(BacktestResult result, JsonNode expected) {
        assertThat(result.bars()).isEqualTo(expected.get("bars").asLong());
        assertThat(result.trades()).isEqualTo(expected.get("trades").asInt());
        near("final", result.finalEquity().doubleValue(), expected.get("final_equity"), 1e-6);
        near("return", result.returnPercent(), expected.get("return_pct"), 1e-8);
        near("fees", result.fees().doubleValue(), expected.get("commission_paid"), 1e-6);
        near("drawdown", result.maxDrawdownPercent(), expected.get("max_drawdown_pct"), 1e-8);
        near("wins", result.winRatePercent(), expected.get("win_rate_pct"), 1e-6);
        near("profit factor", result.profitFactor(), expected.get("profit_factor"), 1e-8);
        near("best", result.bestTradePercent(), expected.get("best_trade_pct"), 1e-8);
        near("worst", result.worstTradePercent(), expected.get("worst_trade_pct"), 1e-8);
        near("hold", result.buyHoldPercent(), expected.get("buy_hold_return_pct"), 1e-8);
    }

    private static void near(String what, @Nullable Double actual, JsonNode expected, double unit) {
        assertThat(Objects.requireNonNull(actual))
                .as(what)
                .isCloseTo(expected.asDouble(), within(1.01 * unit));
    }

    private static Outcome run(
            JsonNode reference, String symbol, String currency, String interval, String rule) {
        BigDecimal fee = reference.get("fee").decimalValue();
        BacktestSpec spec =
                new BacktestSpec(
                        List.of(symbol),
                        Interval.ofCode(interval).orElseThrow(),
                        "rule",
                        rule,
                        null,
                        null,
                        null,
                        null,
                        new BacktestData(reference.get("data").asText(), null, null, null),
                        PriceMode.NEXT_OPEN,
                        new BacktestCosts(fee, fee, 0, null),
                        new BacktestAccount(
                                null,
                                currency,
                                BigDecimal.valueOf(reference.get("initial_cash").asLong()),
                                RiskLimits.NONE),
                        List.of(Recordings.fine(symbol, currency)));
        Plan plan = Recordings.workbench(Recordings.DATA).plan(spec);
        return new Run(plan, _ -> {}).run(Supervisor.NOBODY);
    }

    private static JsonNode reference(String name) throws IOException {
        Path file = Recordings.DATA.resolve("backtest").resolve(name + ".json");
        assumeTrue(Files.exists(file), "skipped: there is no reference backtest at " + file);
        return JSON.readTree(file.toFile());
    }
}
