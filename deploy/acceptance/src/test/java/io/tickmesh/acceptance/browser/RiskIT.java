package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.button;
import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Limits, breakers, and the switch that stops everything.
@ExtendWith(InChromium.class)
final class RiskIT {
    private static final String ACCOUNT = PracticeBots.ACCOUNT;

    @Test
    void haltsAnAccountAfterItsNameWasTypedAndActivatesItAgain(Dashboard dashboard) {
        dashboard.open("/risk");
        Locator panel = dashboard.panel(ACCOUNT);
        expect(panel.locator(".badge").first()).hasText("ACTIVE");

        button(panel, "Halt").click();
        Locator action = button(dashboard.dialog(), "Halt " + ACCOUNT);
        expect(action).isDisabled();
        dashboard.field("Reason").fill("the test says so");
        expect(action).isDisabled();
        word(dashboard, ACCOUNT).fill(ACCOUNT);
        action.click();

        expect(panel.locator(".badge").first()).hasText("HALTED");
        assertThat(account(dashboard, ACCOUNT).get("state").asText()).isEqualTo("HALTED");
        assertThat(account(dashboard, ACCOUNT).get("reason").asText()).contains("the test says so");
        expect(panel.locator(".risk-reason")).containsText("the test says so");
        expect(dashboard.grid("What risk did").locator(".table-row").nth(1))
                .containsText("the test says so");

        decide(dashboard, panel, "Activate", "Activate " + ACCOUNT, ACCOUNT);
        expect(panel.locator(".badge").first()).hasText("ACTIVE");
        assertThat(account(dashboard, ACCOUNT).get("state").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void haltsAllAccountsAtOnce(Dashboard dashboard) {
        dashboard.open("/risk");
        Locator all = dashboard.page().locator("[aria-label='Trading of all accounts']");

        decide(dashboard, all, "Halt all", "Halt all accounts", "all accounts");

        dashboard.until("all halted", () -> states(dashboard).equals(List.of("HALTED")));
        expect(button(all, "Halt all")).isDisabled();

        decide(dashboard, all, "Activate", "Activate all accounts", "all accounts");
        dashboard.until("all active", () -> states(dashboard).equals(List.of("ACTIVE")));
    }

    @Test
    void pausesTheBotsOfAnAccountAndSellsWhatTheyHold(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.holding("sold-1", "BCHUSDT");
        bots.holding("sold-2", "DASHUSDT");
        dashboard.until(
                "positions",
                () -> !bots.positions("sold-1").isEmpty() && !bots.positions("sold-2").isEmpty());
        dashboard.open("/risk");
        Locator panel = dashboard.panel(ACCOUNT);

        button(panel, "Pause bots").click();
        word(dashboard, ACCOUNT).fill(ACCOUNT);
        dashboard.confirm("Pause all bots of " + ACCOUNT);
        assertThat(bots.status("sold-1")).isEqualTo("PAUSED");
        assertThat(bots.status("sold-2")).isEqualTo("PAUSED");

        decide(dashboard, panel, "Close positions", "Close all positions of " + ACCOUNT, ACCOUNT);
        dashboard.until(
                "nothing held", () -> bots.items("/api/v1/positions?account=" + ACCOUNT).isEmpty());
    }

    @Test
    void resetsABreaker(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.losing("unlucky", "NEOUSDT");
        dashboard.until("a breaker", () -> !breakers(dashboard, "unlucky").isEmpty());
        // Else it would lose again.
        dashboard.rest().order("POST", "/api/v1/bots/unlucky/stop", "");
        String id = breakers(dashboard, "unlucky").getFirst().get("breaker").asText();
        dashboard.open("/risk");
        Locator row =
                dashboard
                        .grid("Open circuit breakers")
                        .locator(".table-row")
                        .filter(new Locator.FilterOptions().setHasText(id));

        button(row, "Reset").click();
        dashboard.field("Reason").fill("better luck from now on");
        dashboard.confirm("Reset");

        expect(row).hasCount(0);
        assertThat(breakers(dashboard, "unlucky")).isEmpty();
        expect(dashboard.grid("What risk did").locator(".table-row").nth(1))
                .containsText("better luck from now on");
    }

    @Test
    void showsWhatRiskDecidedAndFiltersIt(Dashboard dashboard) throws Exception {
        dashboard.open("/risk");
        JsonNode decision = dashboard.rest().items("/api/v1/risk/decisions?limit=1").getFirst();
        String bot = decision.get("bot").asText();
        Locator names = dashboard.grid("Decisions on orders").locator("a");
        expect(names.first()).isVisible();

        dashboard.field("Bot, exactly").fill(bot);

        dashboard.until(
                "decisions of " + bot,
                () -> names.allTextContents().stream().distinct().toList().equals(List.of(bot)));
        int all = dashboard.rest().items("/api/v1/risk/decisions?limit=200&bot=" + bot).size();
        assertThat(rows(dashboard.grid("Decisions on orders"))).isBetween(1, all);
    }

    @Test
    @By(Stage.Role.VIEWER)
    void offersNothingToThoseWhoMayOnlyLook(Dashboard dashboard) {
        dashboard.open("/risk");
        expect(dashboard.panel(ACCOUNT)).isVisible();

        for (String command : List.of("Halt", "Halt all", "Activate", "Only reduce", "Reset")) {
            expect(dashboard.button(command)).hasCount(0);
        }
    }

    /// Presses a button, types what its dialog wants, and confirms.
    private static void decide(
            Dashboard dashboard, Locator inside, String command, String action, String word) {
        button(inside, command).click();
        dashboard.field("Reason").fill("the test says so");
        word(dashboard, word).fill(word);
        dashboard.confirm(action);
    }

    private static Locator word(Dashboard dashboard, String word) {
        return dashboard.field("Type “%s” to go on".formatted(word));
    }

    private static int rows(Locator grid) {
        return Integer.parseInt(grid.getAttribute("aria-rowcount")) - 1;
    }

    private static List<String> states(Dashboard dashboard) {
        return accounts(dashboard).stream()
                .map(account -> account.get("state").asText())
                .distinct()
                .toList();
    }

    private static JsonNode account(Dashboard dashboard, String name) {
        return accounts(dashboard).stream()
                .filter(account -> account.get("account").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> accounts(Dashboard dashboard) {
        List<JsonNode> accounts = new java.util.ArrayList<>();
        risk(dashboard).get("accounts").forEach(accounts::add);
        return accounts;
    }

    private static List<JsonNode> breakers(Dashboard dashboard, String bot) {
        List<JsonNode> breakers = new java.util.ArrayList<>();
        risk(dashboard)
                .get("breakers")
                .forEach(breaker -> {
                    if (breaker.get("subject").asText().equals(bot)) {
                        breakers.add(breaker);
                    }
                });
        return breakers;
    }

    private static JsonNode risk(Dashboard dashboard) {
        try {
            return dashboard.rest().get("/api/v1/risk");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
