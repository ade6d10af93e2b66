package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who runs what, and how fast it is.
@ExtendWith(InChromium.class)
final class ClusterIT {
    @Test
    void showsTheNodesTheirServicesAndWhatTheyOwn(Dashboard dashboard) throws Exception {
        dashboard.open("/cluster");
        JsonNode node = dashboard.rest().get("/api/v1/cluster").get("nodes").get(0);
        Locator panel = dashboard.panel(node.get("node").asText());

        List<String> services = new ArrayList<>();
        node.get("services")
                .properties()
                .forEach(service ->
                        services.add(
                                service.getKey()
                                        + " "
                                        + service.getValue().asText().toLowerCase(Locale.ROOT)));
        expect(panel.locator(".node-services li")).hasText(services.toArray(String[]::new));
        expect(panel.getByText("Symbols: 25")).isVisible();
        dashboard.until(
                "the number of bots",
                () -> panel.getByText("Bots: " + bots(dashboard)).isVisible());
        expect(panel.locator(".node-inboxes tbody tr")).hasCount(node.get("inboxes").size());
    }

    @Test
    void showsTheWayFromTheTickToTheScreen(Dashboard dashboard) {
        dashboard.open("/cluster");
        Locator legs = dashboard.page().locator(".waterfall tbody tr");
        expect(legs).hasCount(9);

        for (String leg :
                List.of("Socket to price", "Decision to risk’s answer", "State to screen")) {
            Locator count =
                    legs.filter(new Locator.FilterOptions().setHasText(leg)).locator("td").last();
            dashboard.until(leg, () -> !count.textContent().equals("0"));
            assertThat(legs.filter(new Locator.FilterOptions().setHasText(leg)).textContent())
                    .containsPattern("[µm]s");
        }
    }

    private static int bots(Dashboard dashboard) {
        try {
            return dashboard.rest().items("/api/v1/bots").size();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
