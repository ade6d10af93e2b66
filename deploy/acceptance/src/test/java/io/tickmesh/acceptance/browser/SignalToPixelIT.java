package io.tickmesh.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickmesh.acceptance.browser.SignalToPixel.Times;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// From a bot's decision to the screen. `-Dtickmesh.pixel.seconds=60` measures longer; `deploy/benchmarks/run pixel` measures without
/// the tests' own load.
@ExtendWith(InChromium.class)
final class SignalToPixelIT {
    private static final int SECONDS = Integer.getInteger("tickmesh.pixel.seconds", 5);
    private static final List<String> SYMBOLS =
            List.of("BTCUSDT", "ETHUSDT", "XRPUSDT", "LTCUSDT", "LINKUSDT", "ADAUSDT", "EOSUSDT");
    private static final int FEWEST_SIGNALS = 10;
    private static final double LONGEST_MILLIS = 100;

    /// When others need the processors too, times say more about them.
    private static final double LONGEST_MILLIS_UNDER_LOAD = 2_000;

    /// Two frames of a screen, and what a histogram's buckets are wide.
    private static final double FRAMES_MILLIS = 34;

    @Test
    void showsASignalBeforeAPersonNoticesTheDelay(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        List<String> ids = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            String id = "busy-" + symbol.toLowerCase(java.util.Locale.ROOT);
            bots.losing(id, symbol);
            ids.add(id);
        }

        SignalToPixel watched = SignalToPixel.watch(dashboard.page()).during(SECONDS);
        dashboard.until("enough signals", () -> watched.observed().count() >= FEWEST_SIGNALS);
        Times observed = watched.observed();
        Times own = watched.own();

        System.out.printf("signal to pixel: %s (the page itself says %s)%n", observed, own);
        for (String id : ids) {
            dashboard.rest().order("POST", "/api/v1/bots/" + id + "/stop", "");
        }
        assertThat(observed.p99()).as("%s", observed).isLessThan(longest());
        assertThat(own.p50())
                .as("the page's own measure, %s, beside %s", own, observed)
                .isCloseTo(observed.p50(), within(FRAMES_MILLIS + 0.25 * observed.p50()));
    }

    private static double longest() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        boolean isBusy = machine.getSystemLoadAverage() > machine.getAvailableProcessors();
        return isBusy ? LONGEST_MILLIS_UNDER_LOAD : LONGEST_MILLIS;
    }
}
