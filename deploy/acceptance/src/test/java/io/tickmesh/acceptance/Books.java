package io.tickmesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Recomputes positions, cash, profit and equity from nothing but the initial cash and the fills, and compares them with what
/// the platform says, to the last digit.
final class Books {
    private Books() {}

    /// The trades of one bot since it was last flat, and what it had earned by then.
    private static final class Lot {
        private BigDecimal quantity = BigDecimal.ZERO;
        private BigDecimal earned = BigDecimal.ZERO;
        private BigDecimal openFlow = BigDecimal.ZERO;
    }

    /// @param fills all fills, newest first
    /// @param positions the open positions at the same moment
    /// @param accounts the accounts at the same moment
    static void verify(List<JsonNode> fills, List<JsonNode> positions, List<JsonNode> accounts) {
        Map<String, Lot> lots = new TreeMap<>();
        Map<String, BigDecimal> flows = new TreeMap<>();
        Map<String, BigDecimal> fees = new TreeMap<>();
        for (JsonNode fill : fills.reversed()) {
            String account = fill.get("account").asText();
            boolean buy = fill.get("side").asText().equals("BUY");
            BigDecimal quantity = money(fill, "quantity");
            BigDecimal notional = quantity.multiply(money(fill, "price"));
            BigDecimal fee = money(fill, "fee");
            BigDecimal flow = (buy ? notional.negate() : notional).subtract(fee);
            flows.merge(account, flow, BigDecimal::add);
            fees.merge(account, fee, BigDecimal::add);
            Lot lot =
                    lots.computeIfAbsent(
                            account
                                    + " "
                                    + fill.get("bot").asText()
                                    + " "
                                    + fill.get("symbol").asText(),
                            _ -> new Lot());
            lot.quantity = buy ? lot.quantity.add(quantity) : lot.quantity.subtract(quantity);
            lot.openFlow = lot.openFlow.add(flow);
            if (lot.quantity.signum() == 0) {
                lot.earned = lot.earned.add(lot.openFlow);
                lot.openFlow = BigDecimal.ZERO;
            }
            assertThat(lot.quantity.signum())
                    .as("no bot sells what it does not have")
                    .isNotNegative();
        }
        verifyPositions(lots, positions);
        for (JsonNode account : accounts) {
            String id = account.get("account").asText();
            BigDecimal cash =
                    money(account, "initialCash").add(flows.getOrDefault(id, BigDecimal.ZERO));
            BigDecimal marketValue =
                    positions.stream()
                            .filter(position -> position.get("account").asText().equals(id))
                            .map(p -> money(p, "quantity").multiply(money(p, "markPrice")))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal realised =
                    lots.entrySet().stream()
                            .filter(lot -> lot.getKey().startsWith(id + " "))
                            .map(lot -> lot.getValue().earned)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal equity = cash.add(marketValue);
            assertThat(money(account, "cash")).as("cash of " + id).isEqualByComparingTo(cash);
            assertThat(money(account, "marketValue"))
                    .as("market value of " + id)
                    .isEqualByComparingTo(marketValue);
            assertThat(money(account, "equity")).as("equity of " + id).isEqualByComparingTo(equity);
            assertThat(money(account, "realised"))
                    .as("realised profit of " + id)
                    .isEqualByComparingTo(realised);
            assertThat(money(account, "fees"))
                    .as("fees of " + id)
                    .isEqualByComparingTo(fees.getOrDefault(id, BigDecimal.ZERO));
            assertThat(money(account, "unrealised"))
                    .as("unrealised profit of " + id)
                    .isEqualByComparingTo(
                            equity.subtract(money(account, "initialCash")).subtract(realised));
        }
    }

    private static void verifyPositions(Map<String, Lot> lots, List<JsonNode> positions) {
        Map<String, BigDecimal> held = new TreeMap<>();
        lots.forEach((key, lot) -> {
            if (lot.quantity.signum() != 0) {
                held.put(key, lot.quantity.stripTrailingZeros());
            }
        });
        Map<String, BigDecimal> told = new TreeMap<>();
        for (JsonNode position : positions) {
            told.put(
                    position.get("account").asText()
                            + " "
                            + position.get("bot").asText()
                            + " "
                            + position.get("symbol").asText(),
                    money(position, "quantity").stripTrailingZeros());
        }
        assertThat(told).isEqualTo(held);
    }

    private static BigDecimal money(JsonNode node, String field) {
        assertThat(node.get(field).isTextual()).as(field + " is a string").isTrue();
        return new BigDecimal(node.get(field).asText());
    }
}
