package io.tickmesh.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickmesh.mesh.config.ConfigException;
import io.tickmesh.mesh.config.ConfigReader;
import io.tickmesh.mesh.event.TradingState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RiskConfigTest {
    private static final Map<String, String> ACCOUNTS = accounts();

    @Test
    void hasDefaultsForAFleetInDollarsAndBitcoin() {
        RiskConfig config = read("");

        assertThat(config.accounts().keySet()).containsExactly("main", "btc");
        AccountLimits main = limits(config, "main");
        assertThat(main.tradingState()).isEqualTo(TradingState.ACTIVE);
        assertThat(main.maxOrderNotional()).isEqualByComparingTo("5000");
        assertThat(main.maxSymbolExposure()).isEqualByComparingTo("15000");
        assertThat(main.maxAccountExposure()).isEqualByComparingTo("95000");
        assertThat(main.guards()).isEqualTo(Guards.DEFAULT);
        assertThat(limits(config, "btc").maxAccountExposure()).isEqualByComparingTo("1.9");
        assertThat(config.reservationTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.reconcileEvery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.feedsEvery()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anAccountOverridesWhatHoldsForAll() {
        RiskConfig config =
                read(
                        """
                        risk:
                          reservation-timeout: 5s
                          defaults:
                            max-price-age: 2s
                            max-drawdown: 0.2
                            bot-orders: 7
                            bot-orders-window: 10s
                          accounts:
                            btc:
                              trading-state: halted
                              max-order-notional: 0.05
                              max-drawdown: 0.05
                              drawdown-cool-off: none
                              max-daily-loss: 0.01
                              max-daily-loss-amount: 0.005
                              max-consecutive-losses: 2
                        """);

        Guards main = limits(config, "main").guards();
        assertThat(main.maxPriceAge()).isEqualTo(Duration.ofSeconds(2));
        assertThat(main.maxDrawdown()).isEqualByComparingTo("0.2");
        assertThat(main.botOrders()).isEqualTo(new OrderRate(7, Duration.ofSeconds(10)));
        AccountLimits btc = limits(config, "btc");
        assertThat(btc.tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(btc.maxOrderNotional()).isEqualByComparingTo("0.05");
        assertThat(btc.guards().maxPriceAge()).isEqualTo(Duration.ofSeconds(2));
        assertThat(btc.guards().maxDrawdown()).isEqualByComparingTo("0.05");
        assertThat(btc.guards().maxConsecutiveLosses()).isEqualTo(2);
        assertThat(btc.guards().drawdownCoolOff()).isEmpty();
        assertThat(btc.maxDailyLoss(new BigDecimal("2"))).isEqualByComparingTo("0.005");
        assertThat(btc.maxDailyLoss(new BigDecimal("0.1"))).isEqualByComparingTo("0.001");
        assertThat(btc.asText())
                .containsEntry("drawdown-cool-off", "none")
                .containsEntry("max-daily-loss-amount", "0.005");
        assertThat(main.drawdownCoolOff()).contains(Duration.ofHours(1));
        assertThat(config.reservationTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void reportsEverythingThatIsWrongOnce() {
        String yaml =
                """
                risk:
                  reservation-timeout: soon
                  defaults:
                    max-drawdown: 1.5
                    drawdown-cool-off: never
                    max-price-age: 0s
                  accounts:
                    main:
                      max-order-notional: 20000
                      trading-state: asleep
                    nobody:
                      max-drawdown: 0.1
                """;

        ConfigException problem = catchThrowableOfType(ConfigException.class, () -> read(yaml));

        assertThat(problem.violations())
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).startsWith("risk.reservation-timeout must be"),
                        it -> assertThat(it).startsWith("risk.defaults.drawdown-cool-off must be"),
                        it ->
                                assertThat(it)
                                        .isEqualTo(
                                                "risk.defaults.max-drawdown must be a fraction above 0 and at most 1, was 1.5"),
                        it -> assertThat(it).startsWith("risk.defaults.max-price-age must be"),
                        it ->
                                assertThat(it)
                                        .startsWith(
                                                "risk.accounts.main.max-order-notional must be at most max-symbol-exposure"),
                        it -> assertThat(it).startsWith("risk.accounts.main.trading-state must be"),
                        it ->
                                assertThat(it)
                                        .isEqualTo(
                                                "risk.accounts.nobody.max-drawdown is no known key"));
    }

    @Test
    void demandsAmountsInACurrencyWithoutDefaults() {
        ConfigReader reader = ConfigReader.of("", Map.of(), Map.of());
        RiskConfig unused = RiskConfig.read(reader.section("risk"), Map.of("eth", "ETH"));

        assertThat(unused.accounts()).containsOnlyKeys("eth");
        assertThatThrownBy(reader::verify)
                .hasMessageContaining("risk.accounts.eth.max-order-notional is required")
                .hasMessageContaining("risk.accounts.eth.max-symbol-exposure is required")
                .hasMessageContaining("risk.accounts.eth.max-account-exposure is required");
    }

    private static AccountLimits limits(RiskConfig config, String account) {
        return Objects.requireNonNull(config.accounts().get(account), account);
    }

    private static RiskConfig read(String yaml) {
        ConfigReader reader = ConfigReader.of(yaml, Map.of(), Map.of());
        RiskConfig config = RiskConfig.read(reader.section("risk"), ACCOUNTS);
        reader.verify();
        return config;
    }

    private static Map<String, String> accounts() {
        Map<String, String> accounts = new LinkedHashMap<>();
        accounts.put("main", "USDT");
        accounts.put("btc", "BTC");
        return accounts;
    }
}
