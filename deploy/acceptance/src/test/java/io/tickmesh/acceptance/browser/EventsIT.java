package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.button;
import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What happens, as it happens; and what people were told of it.
@ExtendWith(InChromium.class)
final class EventsIT {
    @Test
    void tellsWhatHappensAndWhatLedToIt(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        dashboard.open("/events");
        dashboard.field("Bot").fill("told");
        bots.holding("told", "DOGEUSDT");
        expect(inGrid(dashboard, "Position opened")).hasCount(1);
        for (String event : List.of("Signal", "Risk approved", "Order placed", "Order filled")) {
            expect(inGrid(dashboard, event)).hasCount(1);
        }

        inGrid(dashboard, "Position opened").click();

        expect(dashboard.dialog().locator("h2")).hasText("Position opened");
        expect(dashboard.dialog().locator(".causes li button"))
                .hasText(new String[] {"Order filled", "Order placed", "Signal", "Candle closed"});
        JsonNode position = bots.positions("told").getFirst();
        expect(dashboard.dialog().locator("p").first())
                .containsText(
                        position.get("quantity")
                                .asText()
                                .replaceAll("\\.?0+$", "")
                                .substring(0, 1));
        button(dashboard.dialog(), "Signal").click();
        expect(dashboard.dialog().locator("h2")).hasText("Signal");
        dashboard.page().keyboard().press("Escape");
        expect(dashboard.dialog()).hasCount(0);

        dashboard.grid("Events").locator("a").first().click();
        dashboard.page().waitForURL("**/bots/told");
    }

    @Test
    void filtersByTypeSymbolAndSeverity(Dashboard dashboard) {
        dashboard.open("/events");
        Locator names = dashboard.grid("Events").locator(".event-name");
        expect(names.first()).isVisible();

        type(dashboard, "Candle closed").click();
        dashboard.until("candles", () -> only(names, "Candle closed"));

        dashboard.field("Symbol").fill("BTCUSDT");
        Locator symbols =
                dashboard.grid("Events").locator("[role=rowgroup] [role=gridcell]:nth-child(4)");
        dashboard.until("candles of BTCUSDT", () -> only(symbols, "BTCUSDT"));

        dashboard.field("Severity").selectOption("CRITICAL");
        expect(dashboard.page().getByText("Nothing matches")).isVisible();

        dashboard.button("Show everything").click();
        dashboard.until(
                "several types", () -> names.allTextContents().stream().distinct().count() > 1);
    }

    @Test
    void holdsStillDuringAPauseAndLosesNothing(Dashboard dashboard) {
        dashboard.open("/events");
        Locator rows = dashboard.grid("Events").locator("[role=rowgroup] .table-row");
        expect(rows.first()).isVisible();

        dashboard.button("Pause").click();
        String first = rows.first().textContent();
        Locator waiting = dashboard.page().locator(".event-count");
        dashboard.until("ten new ones", () -> number(waiting.textContent()) > 10);
        assertThat(rows.first().textContent()).isEqualTo(first);
        int held = rows(dashboard);

        dashboard.button("Go on").click();

        dashboard.until("newer ones", () -> !rows.first().textContent().equals(first));
        assertThat(rows(dashboard)).isGreaterThan(Math.min(held, 400));
    }

    @Test
    void listsWhatPeopleWereTold(Dashboard dashboard) throws Exception {
        dashboard.open("/notifications");
        List<JsonNode> told = dashboard.rest().items("/api/v1/notifications?limit=1");
        Locator rows = dashboard.grid("Notifications").locator("[role=rowgroup] .table-row");
        if (told.isEmpty()) {
            expect(dashboard.page().getByText("Nobody has been told anything yet")).isVisible();
        } else {
            expect(
                            rows.filter(
                                            new Locator.FilterOptions()
                                                    .setHasText(
                                                            told.getFirst().get("text").asText()))
                                    .first())
                    .isVisible();
        }
    }

    private static Locator inGrid(Dashboard dashboard, String name) {
        return dashboard
                .grid("Events")
                .locator(".event-name")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private static Locator type(Dashboard dashboard, String name) {
        return button(dashboard.page().locator("[role=group][aria-label=Types]"), name);
    }

    private static boolean only(Locator cells, String text) {
        return cells.allTextContents().stream().distinct().toList().equals(List.of(text));
    }

    private static int rows(Dashboard dashboard) {
        return Integer.parseInt(dashboard.grid("Events").getAttribute("aria-rowcount")) - 1;
    }

    private static int number(String text) {
        return Integer.parseInt("0" + text.replaceAll("[^0-9]", ""));
    }
}
