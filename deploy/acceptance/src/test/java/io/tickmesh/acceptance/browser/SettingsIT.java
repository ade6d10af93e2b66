package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.button;
import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import io.tickmesh.acceptance.system.Rest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tokens, the audit log, colours.
@ExtendWith(InChromium.class)
final class SettingsIT {
    @Test
    void makesATokenShowsItOnceAndRevokesIt(Dashboard dashboard) throws Exception {
        dashboard.open("/settings");

        dashboard.button("New token").click();
        dashboard.field("Name").fill("a script");
        dashboard.field("Role").selectOption("viewer");
        button(dashboard.dialog(), "Make it").click();
        expect(dashboard.dialog()).containsText("The token of a script");
        String token = dashboard.field("Token").inputValue();
        assertThat(reads(dashboard.rest(), token)).isEqualTo(200);
        dashboard.confirm("I have kept it");

        Locator row = row(dashboard, "a script");
        expect(row).containsText("viewer");
        assertThat(names(dashboard.rest())).contains("a script");
        assertThat(dashboard.page().content()).doesNotContain(token);

        button(row, "Revoke").click();
        dashboard.confirm("Revoke it");

        expect(row).hasCount(0);
        assertThat(names(dashboard.rest())).doesNotContain("a script");
        assertThat(reads(dashboard.rest(), token)).isEqualTo(401);
    }

    @Test
    void tellsWhoChangedWhat(Dashboard dashboard) throws Exception {
        new PracticeBots(dashboard.rest()).idle("audited");
        dashboard.until("the entry", () -> !entries(dashboard.rest()).isEmpty());

        dashboard.open("/settings");

        JsonNode newest = entries(dashboard.rest()).getFirst();
        Locator row = dashboard.grid("Audit log").locator(".table-row").nth(1);
        expect(row).containsText(newest.get("path").asText());
        expect(row).containsText(newest.get("name").asText());
    }

    @Test
    void keepsTheChosenColours(Dashboard dashboard) {
        dashboard.open("/settings");
        Locator document = dashboard.page().locator("html");
        expect(document).hasAttribute("data-theme", "light");

        dashboard.button("Dark").click();

        expect(document).hasAttribute("data-theme", "dark");
        dashboard.page().reload();
        expect(document).hasAttribute("data-theme", "dark");
        expect(dashboard.button("Dark")).hasAttribute("aria-pressed", "true");
    }

    @Test
    @By(Stage.Role.OPERATOR)
    void keepsTokensAndAuditForAdmins(Dashboard dashboard) {
        dashboard.open("/settings");
        expect(dashboard.panel("Signed in")).containsText("operator");

        expect(dashboard.button("New token")).hasCount(0);
        expect(dashboard.grid("Audit log")).hasCount(0);
    }

    private static Locator row(Dashboard dashboard, String name) {
        return dashboard
                .grid("Tokens")
                .locator("[role=rowgroup] .table-row")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    private static List<String> names(Rest rest) throws Exception {
        return rest.items("/api/v1/tokens").stream()
                .map(token -> token.get("name").asText())
                .toList();
    }

    private static List<JsonNode> entries(Rest rest) {
        try {
            return rest.items("/api/v1/audit?limit=10");
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Returns what a program with that token is answered.
    private static int reads(Rest rest, String token) throws Exception {
        URI bots = rest.address().resolve("/api/v1/bots");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(bots)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
