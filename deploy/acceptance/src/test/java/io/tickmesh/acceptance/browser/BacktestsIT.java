package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Strategies on the past: on the history of the live market, which the local exchange has too.
@ExtendWith(InChromium.class)
final class BacktestsIT {
    @Test
    void runsABacktestAndShowsWhatItCameTo(Dashboard dashboard) throws Exception {
        dashboard.open("/backtests/new");
        dashboard.button("BTCUSDT").click();
        dashboard.field("Strategy").selectOption("ema-cross");
        dashboard.field("fast").fill("3");
        dashboard.field("slow").fill("8");
        dashboard.field("Limits of the account").selectOption("");
        dashboard.field("Currency").fill("USDT");

        dashboard.button("Run").click();

        dashboard.page().waitForURL(Pattern.compile(".*/backtests/(?!new$)[^/]+"));
        String id = dashboard.page().url().replaceFirst(".*/", "");
        expect(dashboard.page().locator("main .backtest-status .badge")).hasText("done");
        JsonNode backtest = backtest(dashboard, id);
        assertThat(backtest.at("/spec/parameters/fast").asDouble()).isEqualTo(3);
        JsonNode result = backtest.get("result");
        assertThat(result.get("trades").asInt()).isPositive();
        expect(stat(dashboard, "Trades")).hasText(result.get("trades").asText());
        expect(dashboard.grid("Trades"))
                .hasAttribute("aria-rowcount", "" + (result.get("trades").asInt() + 1));
        expect(dashboard.panel("Equity").locator(".chart canvas").first()).isVisible();

        dashboard.button("Delete").click();
        dashboard.confirm("Delete it");

        dashboard.page().waitForURL("**/backtests");
        assertThat(dashboard.rest().status("/api/v1/backtests/" + id)).isEqualTo(404);
    }

    @Test
    void showsWhatIsWrongAtTheFields(Dashboard dashboard) {
        dashboard.open("/backtests/new");
        dashboard.field("Strategy").selectOption("ema-cross");
        dashboard.field("fast").fill("0");
        dashboard.field("Capital").fill("nothing");

        dashboard.button("Run").click();

        expect(dashboard.problem("fast")).containsText("must be a whole number");
        expect(dashboard.problem("Capital")).isVisible();
        expect(dashboard.page().getByText("choose at least one").first()).isVisible();
    }

    @Test
    void cancelsASearch(Dashboard dashboard) throws Exception {
        JsonNode begun = dashboard.rest().order("POST", "/api/v1/backtests", longSearch());
        String id = begun.get("id").asText();
        dashboard.open("/backtests");
        Locator row = dashboard.grid("Backtests").locator(".table-row").nth(1);
        expect(row).containsText("search");

        row.locator("a").click();
        dashboard.page().waitForURL("**/backtests/" + id);
        dashboard.button("Cancel").click();
        dashboard.confirm("Cancel it");

        expect(dashboard.page().locator("main .backtest-status .badge")).hasText("cancelled");
        assertThat(backtest(dashboard, id).get("status").asText()).isEqualTo("CANCELLED");
        expect(dashboard.button("Delete")).isVisible();
    }

    @Test
    @By(Stage.Role.VIEWER)
    void offersNothingToThoseWhoMayOnlyLook(Dashboard dashboard) {
        dashboard.open("/backtests");
        expect(dashboard.grid("Backtests")).isVisible();

        expect(dashboard.page().getByText("New backtest")).hasCount(0);
    }

    private static Locator stat(Dashboard dashboard, String name) {
        return dashboard
                .page()
                .locator("main .stat")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        dashboard
                                                .page()
                                                .locator("dt")
                                                .getByText(
                                                        name,
                                                        new Locator.GetByTextOptions()
                                                                .setExact(true))))
                .locator(".stat-value");
    }

    private static JsonNode backtest(Dashboard dashboard, String id) {
        try {
            return dashboard.rest().get("/api/v1/backtests/" + id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// One that would take minutes.
    private static String longSearch() {
        return """
        {"symbols":["BTCUSDT","ETHUSDT","XRPUSDT","LTCUSDT","ADAUSDT"],"interval":"1m","strategy":"ema-cross",
         "account":{"capital":10000,"currency":"USDT","limits":"NONE"},
         "search":{"space":{"fast":{"min":2,"max":60,"step":1},"slow":{"min":61,"max":200,"step":1}},
                   "method":"GRID","maxRuns":10000,"objective":"SHARPE"}}
        """;
    }
}
