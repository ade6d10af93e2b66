package io.tickmesh.acceptance.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/// How long signals take from their publication in the bot engine to the screen: observed from outside of the dashboard's own code,
/// by watching the document of its list of events. A signal counts as painted in the task after the first frame that begins once its
/// row is in the document, which is a frame too late rather than too early.
public final class SignalToPixel {
    private static final String WATCH =
            """
            () => {
              const rows = document.querySelector('main [role=grid] [role=rowgroup]');
              const keyOf = (time, bot) => `${time} ${bot}`;
              const seen = new Set();
              const micros = [];
              const look = () => {
                const shown = new Set([...rows.querySelectorAll('.table-row')].map((row) =>
                  keyOf(row.querySelector('time')?.dateTime, row.querySelector('a')?.textContent)));
                const fresh = window.__tickmesh.state().recent.filter((event) => event.type === 'SignalGenerated'
                  && !seen.has(event.id) && shown.has(keyOf(event.time, event.bot)));
                fresh.forEach((event) => seen.add(event.id));
                return fresh.map((event) => event.publishedMicros);
              };
              look();
              new MutationObserver(() => {
                const fresh = look();
                if (fresh.length) requestAnimationFrame(() => {
                  const { port1, port2 } = new MessageChannel();
                  port1.onmessage = () => {
                    port1.close();
                    const at = (performance.timeOrigin + performance.now()) * 1000;
                    fresh.forEach((published) => micros.push(at - published));
                  };
                  port2.postMessage(null);
                });
              }).observe(rows, { childList: true, subtree: true, characterData: true, attributes: true });
              window.signalMicros = micros;
              window.watchedFrom = performance.now();
              window.__tickmesh.clearMeasured();
            }
            """;

    private static final String OWN =
            """
            () => {
              const { count, p50, p90, p99, max } = window.__tickmesh.measured().stages.SignalGenerated.painted;
              return [count, p50 / 1000, p90 / 1000, p99 / 1000, max / 1000];
            }
            """;

    private final Page page;

    private SignalToPixel(Page page) {
        this.page = page;
    }

    /// Milliseconds.
    public record Times(int count, double p50, double p90, double p99, double max) {
        static Times of(List<?> micros) {
            double[] sorted =
                    micros.stream()
                            .mapToDouble(value -> ((Number) value).doubleValue() / 1e3)
                            .sorted()
                            .toArray();
            return new Times(
                    sorted.length,
                    at(sorted, 0.5),
                    at(sorted, 0.9),
                    at(sorted, 0.99),
                    at(sorted, 1));
        }

        private static double at(double[] sorted, double share) {
            return sorted.length == 0
                    ? Double.NaN
                    : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
        }

        @Override
        public String toString() {
            return "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, most %.1f ms, of %d signals"
                    .formatted(p50, p90, p99, max, count);
        }
    }

    /// Opens the list of events and begins to watch the signals in it.
    ///
    /// @param page of somebody who is signed in
    public static SignalToPixel watch(Page page) {
        page.navigate("/events");
        // An event in the list may have the same name.
        page.getByLabel("Types")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Signal").setExact(true))
                .click();
        page.locator("main [role=rowgroup] .table-row").first().waitFor(patiently());
        page.evaluate(WATCH);
        return new SignalToPixel(page);
    }

    /// Waits until it has watched for so long.
    public SignalToPixel during(int seconds) {
        page.waitForFunction(
                "seconds => performance.now() - window.watchedFrom > seconds * 1000",
                seconds,
                new Page.WaitForFunctionOptions().setTimeout(2_000.0 * seconds + 30_000));
        return this;
    }

    /// Returns what was observed from outside.
    public Times observed() {
        return Times.of((List<?>) page.evaluate("() => window.signalMicros"));
    }

    /// Returns what the dashboard has measured itself meanwhile.
    public Times own() {
        double[] figures =
                ((List<?>) page.evaluate(OWN))
                        .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
        return new Times((int) figures[0], figures[1], figures[2], figures[3], figures[4]);
    }

    private static Locator.WaitForOptions patiently() {
        return new Locator.WaitForOptions().setTimeout(60_000);
    }
}
