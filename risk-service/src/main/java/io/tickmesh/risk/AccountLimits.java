package io.tickmesh.risk;

import io.tickmesh.mesh.config.ConfigSection;
import io.tickmesh.mesh.event.TradingState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Limits of one account. Amounts are in its currency.
///
/// @param tradingState the most that the account may do; breakers can only take more away
/// @param maxOrderNotional price times quantity of one entry
/// @param maxSymbolExposure what the account may hold of one symbol, orders on their way included
/// @param maxAccountExposure what it may hold in all, orders on their way included
/// @param maxDailyLossAmount what closed positions may lose on one day, where that is less than the fraction of [Guards]
public record AccountLimits(
        String account,
        String currency,
        TradingState tradingState,
        BigDecimal maxOrderNotional,
        BigDecimal maxSymbolExposure,
        BigDecimal maxAccountExposure,
        Optional<BigDecimal> maxDailyLossAmount,
        Guards guards) {

    private static final BigDecimal LEAST = new BigDecimal("0.00000001");
    private static final Set<String> DOLLARS =
            Set.of("USD", "USDT", "USDC", "FDUSD", "TUSD", "DAI", "EUR");
    private static final Map<String, TradingState> STATES = states();

    public AccountLimits {
        if (!ordered(maxOrderNotional, maxSymbolExposure, maxAccountExposure)) {
            throw new IllegalArgumentException(
                    "limits of %s must satisfy 0 < maxOrderNotional <= maxSymbolExposure <= maxAccountExposure, was %s, %s and %s"
                            .formatted(
                                    account,
                                    maxOrderNotional,
                                    maxSymbolExposure,
                                    maxAccountExposure));
        }
    }

    /// Reads the limits of an account. Amounts have defaults in dollars and bitcoin only: a number that is careful in one
    /// currency is no limit at all in another, so elsewhere they must be given.
    static AccountLimits read(
            ConfigSection section, String account, String currency, Guards defaults) {
        Optional<Amounts> usual = Amounts.usual(currency);
        BigDecimal order = amount(section, "max-order-notional", usual.map(Amounts::order));
        BigDecimal symbol = amount(section, "max-symbol-exposure", usual.map(Amounts::symbol));
        BigDecimal all = amount(section, "max-account-exposure", usual.map(Amounts::account));
        if (!ordered(order, symbol, all)) {
            section.violation(
                    "max-order-notional",
                    "must be at most max-symbol-exposure, and that at most max-account-exposure, was %s, %s and %s"
                            .formatted(
                                    order.toPlainString(),
                                    symbol.toPlainString(),
                                    all.toPlainString()));
            symbol = order;
            all = order;
        }
        return new AccountLimits(
                account,
                currency,
                section.choice("trading-state", TradingState.ACTIVE, STATES),
                order,
                symbol,
                all,
                section.decimal("max-daily-loss-amount", LEAST),
                Guards.read(section, defaults));
    }

    /// Returns what positions closed on one day may lose together.
    BigDecimal maxDailyLoss(BigDecimal openingEquity) {
        BigDecimal share = openingEquity.multiply(guards.maxDailyLoss());
        return maxDailyLossAmount.map(share::min).orElse(share);
    }

    /// Returns the limits as people read them, by the names of the configuration.
    Map<String, String> asText() {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("max-order-notional", maxOrderNotional.toPlainString());
        limits.put("max-symbol-exposure", maxSymbolExposure.toPlainString());
        limits.put("max-account-exposure", maxAccountExposure.toPlainString());
        limits.put("max-price-age", guards.maxPriceAge().toString());
        limits.put("max-price-deviation", guards.maxPriceDeviation().toPlainString());
        limits.put("account-orders", Integer.toString(guards.accountOrders().orders()));
        limits.put("account-orders-window", guards.accountOrders().window().toString());
        limits.put("bot-orders", Integer.toString(guards.botOrders().orders()));
        limits.put("bot-orders-window", guards.botOrders().window().toString());
        limits.put("max-drawdown", guards.maxDrawdown().toPlainString());
        limits.put(
                "drawdown-cool-off",
                guards.drawdownCoolOff().map(Duration::toString).orElse(Guards.NONE));
        limits.put("max-daily-loss", guards.maxDailyLoss().toPlainString());
        maxDailyLossAmount.ifPresent(it -> limits.put("max-daily-loss-amount", it.toPlainString()));
        limits.put("max-consecutive-losses", Integer.toString(guards.maxConsecutiveLosses()));
        limits.put("losses-cool-off", guards.lossesCoolOff().toString());
        return limits;
    }

    private static BigDecimal amount(
            ConfigSection section, String key, Optional<BigDecimal> usual) {
        Optional<BigDecimal> given = section.decimal(key, LEAST);
        if (given.isEmpty() && usual.isEmpty()) {
            section.violation(key, "is required, there is no default in this currency");
        }
        return given.or(() -> usual).orElse(BigDecimal.ONE);
    }

    private static boolean ordered(BigDecimal order, BigDecimal symbol, BigDecimal account) {
        return order.signum() > 0 && order.compareTo(symbol) <= 0 && symbol.compareTo(account) <= 0;
    }

    private static Map<String, TradingState> states() {
        Map<String, TradingState> states = new LinkedHashMap<>();
        states.put("active", TradingState.ACTIVE);
        states.put("reducing", TradingState.REDUCING);
        states.put("halted", TradingState.HALTED);
        return states;
    }

    private record Amounts(BigDecimal order, BigDecimal symbol, BigDecimal account) {
        static Optional<Amounts> usual(String currency) {
            if (currency.equals("BTC")) {
                return Optional.of(of("0.1", "0.4", "1.9"));
            }
            return DOLLARS.contains(currency)
                    ? Optional.of(of("5000", "15000", "95000"))
                    : Optional.empty();
        }

        private static Amounts of(String order, String symbol, String account) {
            return new Amounts(
                    new BigDecimal(order), new BigDecimal(symbol), new BigDecimal(account));
        }
    }
}
