package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import io.tickmesh.acceptance.failure.CuttableProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever the page missed, afterwards it shows what REST says.
@ExtendWith(InChromium.class)
final class SleepIT {
    @Test
    void learnsWhatHappenedWhileItWasOffline(Dashboard unused) throws Exception {
        Stage stage = unused.stage();
        PracticeBots bots = new PracticeBots(unused.rest());
        bots.idle("offline-1");
        bots.idle("offline-2");
        try (CuttableProxy proxy = new CuttableProxy(unused.rest().address().getPort());
                Dashboard dashboard =
                        Dashboard.at("http://127.0.0.1:" + proxy.port(), stage, Stage.Role.ADMIN)) {
            dashboard.complaints().expectCuts();
            dashboard.open("/bots?search=offline-");
            expect(badges(dashboard)).hasText(new String[] {"running", "running"});
            expect(connection(dashboard)).hasText("live");

            proxy.cut();
            expect(connection(dashboard)).hasText("reconnecting");
            expect(dashboard.page().getByText("Not connected: what is shown is of")).isVisible();
            unused.rest().order("POST", "/api/v1/bots/offline-1/pause", "");
            unused.rest().order("DELETE", "/api/v1/bots/offline-2", "");
            bots.idle("offline-3");
            proxy.mend();
            dashboard.button("Try now").click();

            expect(connection(dashboard)).hasText("live");
            expect(names(dashboard)).hasText(new String[] {"offline-1", "offline-3"});
            expect(badges(dashboard)).hasText(new String[] {"paused", "running"});
            assertThat(dashboard.complaints().heard()).isEmpty();
        }
    }

    @Test
    void learnsWhatHappenedWhileItSlept(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("asleep-1");
        bots.idle("asleep-2");
        dashboard.open("/bots?search=asleep-");
        expect(badges(dashboard)).hasText(new String[] {"running", "running"});
        CDPSession devtools = dashboard.context().newCDPSession(dashboard.page());

        lifecycle(devtools, "frozen");
        dashboard.rest().order("POST", "/api/v1/bots/asleep-1/stop", "");
        dashboard.rest().order("DELETE", "/api/v1/bots/asleep-2", "");
        bots.idle("asleep-3");
        lifecycle(devtools, "active");

        expect(names(dashboard)).hasText(new String[] {"asleep-1", "asleep-3"});
        expect(badges(dashboard)).hasText(new String[] {"stopped", "running"});
    }

    @Test
    void staysSignedInAndComesBackWhenTheGatewayWasRestarted(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("restarted");
        dashboard.complaints().expectCuts();
        dashboard.complaints().expect(503, "/");
        dashboard.open("/bots?search=restarted");
        expect(badges(dashboard)).hasText("running");

        dashboard.stage().system().stop();
        expect(connection(dashboard)).hasText("reconnecting");
        dashboard.stage().system().start();
        dashboard.rest().order("POST", "/api/v1/bots/restarted/pause", "");

        expect(connection(dashboard)).hasText("live");
        expect(badges(dashboard)).hasText("paused");
        // The session has outlived the gateway.
        dashboard.button("Choose all rows");
        dashboard.field("Choose all rows").check();
        dashboard.button("Start").click();
        dashboard.confirm("Start restarted");
        assertThat(bots.status("restarted")).isEqualTo("RUNNING");
    }

    private static void lifecycle(CDPSession devtools, String state) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("state", state);
        devtools.send("Page.setWebLifecycleState", parameters);
    }

    private static Locator connection(Dashboard dashboard) {
        return dashboard.page().locator(".connection");
    }

    private static Locator names(Dashboard dashboard) {
        return dashboard.grid("Bots").locator("a");
    }

    private static Locator badges(Dashboard dashboard) {
        return dashboard.grid("Bots").locator("[role=rowgroup] .badge");
    }
}
