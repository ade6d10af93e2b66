package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.button;
import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// All symbols live, and one of them closely.
@ExtendWith(InChromium.class)
final class MarketIT {
    private static final String SYMBOL = "ETHUSDT";

    @Test
    void listsAllSymbolsWithTheirLivePrices(Dashboard dashboard) throws Exception {
        dashboard.open("/market/BTCUSDT");
        List<JsonNode> symbols = dashboard.rest().items("/api/v1/symbols");
        expect(dashboard.grid("Symbols")).hasAttribute("aria-rowcount", "" + (symbols.size() + 1));
        Locator bid = cell(dashboard, SYMBOL, "Bid");

        dashboard.until("the bid of " + SYMBOL, () -> number(bid.textContent()) == bid(dashboard));
        String before = bid.textContent();
        dashboard.until("another bid", () -> !bid.textContent().equals(before));
        expect(cell(dashboard, SYMBOL, "Feed")).hasText("live");
    }

    @Test
    void sortsBySymbolAndChange(Dashboard dashboard) {
        dashboard.open("/market/BTCUSDT");
        Locator names = dashboard.grid("Symbols").locator("[role=rowgroup] button");
        expect(names.first()).hasText("AAVEUSDT");

        dashboard.button("Symbol").click();

        expect(names.first()).hasText("XTZUSDT");
        dashboard.button("Day").click();
        expect(dashboard.grid("Symbols").locator("[aria-sort=ascending]")).hasText("Day▲");
    }

    @Test
    void showsTheChosenSymbolClosely(Dashboard dashboard) {
        dashboard.open("/market/BTCUSDT");

        dashboard.button(SYMBOL).click();

        dashboard.page().waitForURL("**/market/" + SYMBOL);
        Locator panel = dashboard.panel(SYMBOL + " candles");
        Locator chart = panel.locator(".chart");
        expect(chart).hasAttribute("aria-label", Pattern.compile(SYMBOL + ", candles of 1m\\..*"));
        expect(chart.locator("canvas").first()).isVisible();

        button(panel, "1s").click();
        expect(chart).hasAttribute("aria-label", Pattern.compile(SYMBOL + ", candles of 1s\\..*"));
        dashboard.page().reload();
        expect(button(panel, "1s")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void showsTheOrderBookWhereThereIsOne(Dashboard dashboard) throws Exception {
        dashboard.open("/market/" + SYMBOL);
        Locator book = dashboard.panel("Order book");
        button(book, "Show").click();
        expect(book.locator("tbody tr")).hasCount(20);

        double best = number(book.locator(".book-side.profit tbody td").first().textContent());

        // It is read once a second, and a random walk does not get far in that time.
        assertThat(best)
                .isCloseTo(bid(dashboard), org.assertj.core.data.Percentage.withPercentage(1));
        dashboard.complaints().expect(404, "/api/v1/order-book");
        dashboard.button("XTZUSDT").click();
        expect(book).containsText("No order book is kept of this symbol");
    }

    private static Locator cell(Dashboard dashboard, String symbol, String column) {
        Locator heads = dashboard.grid("Symbols").locator("[role=columnheader]");
        int index =
                heads.allTextContents().stream()
                        .map(head -> head.replaceAll("[▲▼]", ""))
                        .toList()
                        .indexOf(column);
        return dashboard
                .grid("Symbols")
                .locator("[role=rowgroup] .table-row")
                .filter(new Locator.FilterOptions().setHasText(symbol))
                .locator("[role=gridcell]")
                .nth(index);
    }

    private static double bid(Dashboard dashboard) {
        try {
            return dashboard.rest().items("/api/v1/prices").stream()
                    .filter(price -> price.get("symbol").asText().equals(SYMBOL))
                    .findFirst()
                    .orElseThrow()
                    .at("/price/bid")
                    .asDouble();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
    }
}
