package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One bot: its chart, what it holds, ordered and decided, and what is done with it.
@ExtendWith(InChromium.class)
final class BotIT {
    private static final String SYMBOL = "ADAUSDT";

    @Test
    void drawsCandlesWithTheEntryAndWaitsForWhatComes(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.holding("charted", SYMBOL);
        dashboard.until("a position", () -> !bots.positions("charted").isEmpty());
        dashboard.open("/bots/charted");

        Locator chart = dashboard.panel(SYMBOL + " 1s").locator(".chart");
        expect(chart)
                .hasAttribute(
                        "aria-label",
                        Pattern.compile(
                                "Candles of ADAUSDT with what charted did\\. .* 1 entries and exits"));
        expect(chart.locator("canvas").first()).isVisible();
        String before = chart.getAttribute("aria-label");
        dashboard.until("a newer candle", () -> !chart.getAttribute("aria-label").equals(before));

        JsonNode position = bots.positions("charted").getFirst();
        expect(fact(dashboard.panel("Position"), "Quantity"))
                .hasText(plain(position.get("quantity").asText()));
    }

    @Test
    void logsDecisionsWithTheirReasonsAndFills(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.holding("logged", SYMBOL);
        dashboard.until("a position", () -> !bots.positions("logged").isEmpty());
        dashboard.open("/bots/logged");

        JsonNode signal = bots.items("/api/v1/signals?bot=logged").getLast();
        Locator decision = dashboard.grid("Decisions").locator(".table-row").nth(1);
        expect(decision).containsText("enter");
        expect(decision).containsText(signal.get("reason").asText());
        expect(decision.locator(".badge").nth(1)).hasText("filled");
        JsonNode fill = bots.items("/api/v1/fills?bot=logged").getFirst();
        Locator filled = dashboard.grid("Fills").locator(".table-row").nth(1);
        expect(filled).containsText("buy");
        expect(filled).containsText(fill.get("orderId").asText());
    }

    @Test
    void withdrawsAnOrder(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.waiting("patient", SYMBOL);
        dashboard.until("an order", () -> !bots.openOrders("patient").isEmpty());
        // Else it would order again.
        dashboard.open("/bots/patient");
        dashboard.button("Pause").click();
        dashboard.confirm("Pause patient");
        assertThat(bots.status("patient")).isEqualTo("PAUSED");
        List<JsonNode> orders = bots.items("/api/v1/orders?bot=patient");
        String resting = orders.getFirst().get("orderId").asText();

        if (orders.getFirst().get("status").asText().equals("PLACED")) {
            dashboard.button("Withdraw").click();
            dashboard.confirm("Withdraw it");
        }

        dashboard.until("no order", () -> bots.openOrders("patient").isEmpty());
        assertThat(dashboard.rest().get("/api/v1/orders/" + resting).get("status").asText())
                .isEqualTo("CANCELLED");
        expect(dashboard.grid("Orders").locator(".badge").first()).hasText("cancelled");
        expect(dashboard.button("Withdraw")).hasCount(0);
    }

    @Test
    void isPausedStartedStoppedAndDeleted(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("steered");
        dashboard.open("/bots/steered");
        Locator badge = dashboard.page().locator("h1 .badge");
        expect(badge).hasText("running");

        for (String[] step :
                new String[][] {{"Pause", "PAUSED"}, {"Start", "RUNNING"}, {"Stop", "STOPPED"}}) {
            dashboard.button(step[0]).click();
            dashboard.confirm(step[0] + " steered");
            expect(badge).hasText(step[1].toLowerCase(java.util.Locale.ROOT));
            assertThat(bots.status("steered")).isEqualTo(step[1]);
        }
        dashboard.button("Delete").click();
        dashboard.confirm("Delete steered");

        dashboard.page().waitForURL("**/bots");
        assertThat(dashboard.rest().status("/api/v1/bots/steered")).isEqualTo(404);
    }

    @Test
    void closesItsPosition(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.holding("sold", SYMBOL);
        dashboard.until("a position", () -> !bots.positions("sold").isEmpty());
        dashboard.rest().order("POST", "/api/v1/bots/sold/pause", "");
        dashboard.open("/bots/sold");

        dashboard.button("Close").click();
        dashboard.confirm("Sell at the market");

        expect(dashboard.panel("Position")).containsText("No open position");
        assertThat(bots.positions("sold")).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchBot(Dashboard dashboard) {
        dashboard.open("/bots/nobody");

        expect(dashboard.page().getByText("There is no bot nobody")).isVisible();
    }

    @Test
    @By(Stage.Role.VIEWER)
    void offersNothingToThoseWhoMayOnlyLook(Dashboard dashboard) {
        dashboard.open("/bots/btcusdt-ema-cross-1s");
        expect(dashboard.grid("Orders")).isVisible();

        for (String command : List.of("Start", "Pause", "Stop", "Delete", "Close", "Withdraw")) {
            expect(dashboard.button(command)).hasCount(0);
        }
        expect(dashboard.page().locator("main a.button")).hasCount(0);
    }

    private static Locator fact(Locator panel, String name) {
        return panel.locator(".facts > div")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("dd");
    }

    /// Quantities are shown without zeros at the end, thousands apart.
    private static String plain(String quantity) {
        return java.text.NumberFormat.getNumberInstance(java.util.Locale.US)
                .format(new java.math.BigDecimal(quantity));
    }
}
