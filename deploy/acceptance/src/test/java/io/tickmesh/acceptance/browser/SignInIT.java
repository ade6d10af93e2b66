package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.tickmesh.acceptance.system.AdminToken;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who gets in, who does not, and who may do what.
@ExtendWith(InChromium.class)
final class SignInIT {
    private static final String SESSION = "/api/v1/session";

    /// Sends a command as the page does, with or without what proves that it is the page.
    private static final String COMMAND =
            """
            async ({ path, proves }) => {
              const session = await (await fetch('/api/v1/session')).json();
              const headers = { 'content-type': 'application/json', ...(proves && { 'x-csrf-token': session.csrf }) };
              return (await fetch(path, { method: 'POST', headers })).status;
            }
            """;

    @Test
    @By(Stage.Role.NOBODY)
    void letsInWhoKnowsATokenAndNobodyElse(Dashboard dashboard) throws Exception {
        dashboard.complaints().expect(401, SESSION);
        dashboard.open("/bots");
        expect(dashboard.page().locator("main h1")).hasText("Sign in");

        dashboard.field("Token").fill("tm_nobody-has-ever-heard-of-this-token");
        dashboard.button("Sign in").click();

        expect(dashboard.page().getByText("That token or link is unknown")).isVisible();

        dashboard.field("Token").fill(AdminToken.VALUE);
        dashboard.button("Sign in").click();

        expect(dashboard.grid("Bots").locator("a").first()).isVisible();
        assertThat(dashboard.page().evaluate("() => document.cookie")).isEqualTo("");
        assertThat((String) dashboard.page().evaluate("() => JSON.stringify({...localStorage})"))
                .doesNotContain(AdminToken.VALUE);
    }

    @Test
    @By(Stage.Role.NOBODY)
    void letsInOnceByTheLinkOfTheStart(Dashboard dashboard) throws Exception {
        dashboard.complaints().expect(401, SESSION);
        String code =
                dashboard
                        .stage()
                        .system()
                        .node()
                        .gateway()
                        .orElseThrow()
                        .signInCode()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS)
                        .reveal();

        dashboard.open("/bots#code=" + code);

        expect(dashboard.grid("Bots").locator("a").first()).isVisible();
        assertThat(dashboard.page().url()).doesNotContain("code").endsWith("/bots");

        try (Dashboard second = Dashboard.of(dashboard.stage(), Stage.Role.NOBODY)) {
            second.open("/#code=" + code);
            expect(second.page().locator("main h1")).hasText("Sign in");
            expect(second.page().getByText("That token or link is unknown")).isVisible();
        }
    }

    @Test
    @By(Stage.Role.NOBODY)
    void letsNobodyInAnyMoreWhoHasSignedOut(Dashboard dashboard) throws Exception {
        dashboard.complaints().expect(401, "/api/v1/");
        dashboard.open("/");
        dashboard.field("Token").fill(AdminToken.VALUE);
        dashboard.button("Sign in").click();
        expect(dashboard.page().locator("main h1")).hasText("Overview");
        String cookies = dashboard.context().storageState();

        dashboard.page().navigate("/settings");
        dashboard.button("Sign out").click();

        expect(dashboard.page().locator("main h1")).hasText("Sign in");
        Response again = dashboard.page().navigate("/api/v1/session");
        assertThat(again.status()).isEqualTo(401);
        // Not even with the cookie of before.
        var old = new com.microsoft.playwright.Browser.NewContextOptions().setStorageState(cookies);
        try (Dashboard thief = Dashboard.of(dashboard.stage(), Stage.Role.NOBODY, old)) {
            assertThat(thief.page().navigate("/api/v1/session").status()).isEqualTo(401);
        }
    }

    @Test
    void takesNoCommandsFromPagesOfElsewhere(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("attacked");
        String path = "/api/v1/bots/attacked/stop";
        dashboard.complaints().expect(403, path);
        // The browser keeps the answer from the page.
        dashboard.complaints().expectCuts();
        String target = dashboard.stage().address() + path;
        String html =
                """
                <title>elsewhere</title><link rel=icon href=data:,>
                <form method=post action="%s"><button>Win a prize</button></form>
                <script>
                  fetch('%s', { method: 'POST', mode: 'no-cors', credentials: 'include' })
                    .catch(() => undefined).finally(() => document.title = 'sent');
                </script>
                """
                        .formatted(target, target);
        try (ForeignPage foreign = new ForeignPage(html)) {
            dashboard.page().navigate(foreign.address());
            dashboard.page().waitForFunction("() => document.title === 'sent'");
            Response answer =
                    dashboard
                            .page()
                            .waitForResponse(target, () -> dashboard.button("Win a prize").click());

            assertThat(answer.status()).isEqualTo(403);
            assertThat(bots.status("attacked")).isEqualTo("RUNNING");
        }
    }

    @Test
    void takesNoCommandsWithoutTheProofThatThePageSentThem(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("proven");
        dashboard.complaints().expect(403, "/api/v1/bots/proven");
        dashboard.open("/");

        assertThat(commands(dashboard.page(), "proven", false)).isEqualTo(403);
        assertThat(bots.status("proven")).isEqualTo("RUNNING");
        assertThat(commands(dashboard.page(), "proven", true)).isEqualTo(200);
        assertThat(bots.status("proven")).isEqualTo("STOPPED");
    }

    @Test
    @By(Stage.Role.VIEWER)
    void takesNoCommandsFromThoseWhoMayOnlyLook(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("looked-at");
        dashboard.complaints().expect(403, "/api/v1/bots/looked-at");
        dashboard.open("/");

        assertThat(commands(dashboard.page(), "looked-at", true)).isEqualTo(403);
        assertThat(bots.status("looked-at")).isEqualTo("RUNNING");
    }

    private static int commands(Page page, String bot, boolean proves) {
        Object status =
                page.evaluate(
                        COMMAND,
                        java.util.Map.of(
                                "path", "/api/v1/bots/" + bot + "/stop", "proves", proves));
        return ((Number) status).intValue();
    }
}
