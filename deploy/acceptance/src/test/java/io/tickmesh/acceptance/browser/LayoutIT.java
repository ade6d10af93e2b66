package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Nothing moves while prices come.
@ExtendWith(InChromium.class)
final class LayoutIT {
    private static final int WATCHED_MILLIS = 5_000;
    private static final int FEWEST_PRICES = 300;

    private static final String WATCH =
            """
            () => {
              window.moved = [];
              window.pricesBefore = window.__tickmesh.measured().stages.PriceUpdated.painted.count;
              window.watchedFrom = performance.now();
              // A number that is aligned to the right and gets a digit more begins further left; nothing else moves.
              const grows = ({ previousRect: before, currentRect: after }) =>
                before.top === after.top && before.bottom === after.bottom && Math.abs(before.right - after.right) < 1;
              new PerformanceObserver((list) => {
                for (const shift of list.getEntries()) {
                  const moved = shift.sources.filter((source) => !grows(source));
                  const what = moved.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 200) ?? 'gone');
                  if (moved.length) window.moved.push(`${shift.value}: ${what.join(' | ')}`);
                }
              }).observe({ type: 'layout-shift' });
            }
            """;

    private static final String PAINTED =
            "() => window.__tickmesh.measured().stages.PriceUpdated.painted.count - window.pricesBefore";

    @Test
    void keepsEverythingInItsPlaceWhilePricesStream(Dashboard dashboard) {
        Map<Pages, Page> watched = new LinkedHashMap<>();
        for (Pages shown : List.of(Pages.OVERVIEW, Pages.BOTS, Pages.MARKET)) {
            Page page = dashboard.context().newPage();
            page.navigate(shown.path());
            expect(page.locator("main .price, main a").first()).isVisible();
            expect(page.locator("main .loading")).hasCount(0);
            page.waitForFunction(
                    "() => window.__tickmesh.measured().stages.PriceUpdated.painted.count > 100");
            watched.put(shown, page);
        }
        watched.values().forEach(page -> page.evaluate(WATCH));

        List<String> moved = new ArrayList<>();
        watched.forEach((shown, page) -> {
            page.waitForFunction(
                    "millis => performance.now() - window.watchedFrom > millis", WATCHED_MILLIS);
            ((List<?>) page.evaluate("() => window.moved"))
                    .forEach(shift -> moved.add(shown + " " + shift));
            assertThat(((Number) page.evaluate(PAINTED)).intValue())
                    .as("prices on " + shown)
                    .isGreaterThan(FEWEST_PRICES);
        });

        assertThat(moved).isEmpty();
    }
}
