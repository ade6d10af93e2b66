package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The list of bots: what is found in it, and what is done with those that were chosen.
@ExtendWith(InChromium.class)
final class BotsIT {
    private static final int SEEN_AT_ONCE = 10;

    @Test
    void listsAllBotsAndSortsThemByAnyColumn(Dashboard dashboard) throws Exception {
        dashboard.open("/bots");
        Locator names = dashboard.grid("Bots").locator("a");
        List<JsonNode> bots = dashboard.rest().items("/api/v1/bots");
        List<String> byName = names(bots, Comparator.comparing(bot -> bot.get("id").asText()));
        expect(dashboard.grid("Bots")).hasAttribute("aria-rowcount", "" + (bots.size() + 1));
        dashboard.until("the names in order", () -> first(names).equals(byName));

        dashboard.button("Symbol").click();

        List<String> bySymbol =
                names(bots, Comparator.comparing(bot -> bot.get("symbol").asText()));
        dashboard.until(
                "the symbols in order",
                () -> symbols(bots, first(names)).equals(symbols(bots, bySymbol)));
        dashboard.button("Symbol").click();
        List<String> backwards =
                names(
                        bots,
                        Comparator.comparing((JsonNode bot) -> bot.get("symbol").asText())
                                .reversed());
        dashboard.until(
                "the symbols backwards",
                () -> symbols(bots, first(names)).equals(symbols(bots, backwards)));
    }

    @Test
    void findsBotsByWordsStatusAndAccount(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("found-1");
        bots.idle("found-2");
        dashboard.rest().order("POST", "/api/v1/bots/found-2/pause", "");
        dashboard.open("/bots");

        dashboard.field("Search bots").fill("FOUND ltc");
        shows(dashboard, "found-1", "found-2");

        dashboard.field("Status").selectOption("PAUSED");
        shows(dashboard, "found-2");

        dashboard.field("Account").selectOption("main");
        expect(dashboard.page().getByText("No bot matches the filter")).isVisible();

        // The address keeps the filter.
        dashboard.field("Account").selectOption(PracticeBots.ACCOUNT);
        dashboard.page().reload();
        shows(dashboard, "found-2");
    }

    @Test
    void commandsAllBotsThatWereChosen(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        List<String> ids = List.of("bulk-1", "bulk-2", "bulk-3");
        for (String id : ids) {
            bots.idle(id);
        }
        dashboard.open("/bots?search=bulk-");
        shows(dashboard, "bulk-1", "bulk-2", "bulk-3");

        command(dashboard, "Pause", "paused", ids);
        command(dashboard, "Start", "running", ids);
        command(dashboard, "Stop", "stopped", ids);

        choose(dashboard, "Delete");
        dashboard.confirm("Delete 3 bots");

        expect(dashboard.page().getByText("No bot matches the filter")).isVisible();
        for (String id : ids) {
            assertThat(dashboard.rest().status("/api/v1/bots/" + id)).isEqualTo(404);
        }
    }

    @Test
    void commandsNothingWhenTheDialogIsLeft(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("kept");
        dashboard.open("/bots?search=kept");
        shows(dashboard, "kept");

        choose(dashboard, "Delete");
        expect(dashboard.dialog()).containsText("Delete kept?");
        dashboard.page().keyboard().press("Escape");

        expect(dashboard.dialog()).hasCount(0);
        assertThat(bots.status("kept")).isEqualTo("RUNNING");
    }

    @Test
    @By(Stage.Role.VIEWER)
    void offersNothingToThoseWhoMayOnlyLook(Dashboard dashboard) {
        dashboard.open("/bots");
        expect(dashboard.grid("Bots").locator("a").first()).isVisible();

        expect(dashboard.page().getByRole(AriaRole.CHECKBOX)).hasCount(0);
        expect(dashboard.page().getByText("New bot")).hasCount(0);
        for (String command : List.of("Start", "Pause", "Stop", "Delete")) {
            expect(dashboard.button(command)).hasCount(0);
        }
    }

    private static void command(
            Dashboard dashboard, String command, String status, List<String> ids) {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        choose(dashboard, command);
        dashboard.confirm(command + " " + ids.size() + " bots");

        expect(dashboard.grid("Bots").locator(".badge").getByText(status)).hasCount(ids.size());
        String wanted = status.toUpperCase(java.util.Locale.ROOT);
        ids.forEach(id -> assertThat(bots.status(id)).as(id).isEqualTo(wanted));
    }

    private static void choose(Dashboard dashboard, String command) {
        dashboard.field("Choose all rows").check();
        dashboard.button(command).click();
    }

    private static void shows(Dashboard dashboard, String... ids) {
        expect(dashboard.grid("Bots").locator("a")).hasText(ids);
    }

    private static List<String> first(Locator names) {
        List<String> all = names.allTextContents();
        return all.subList(0, Math.min(SEEN_AT_ONCE, all.size()));
    }

    private static List<String> names(List<JsonNode> bots, Comparator<JsonNode> order) {
        return bots.stream()
                .sorted(order)
                .limit(SEEN_AT_ONCE)
                .map(bot -> bot.get("id").asText())
                .toList();
    }

    private static List<String> symbols(List<JsonNode> bots, List<String> ids) {
        return ids.stream()
                .map(id ->
                        bots.stream()
                                .filter(bot -> bot.get("id").asText().equals(id))
                                .findFirst()
                                .map(bot -> bot.get("symbol").asText())
                                .orElse("unknown"))
                .toList();
    }
}
