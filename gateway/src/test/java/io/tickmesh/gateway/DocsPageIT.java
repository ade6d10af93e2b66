package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.gateway.contract.Contract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract as people read it, in a real browser.
class DocsPageIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String OPERATIONS = "[document.querySelectorAll('.opblock').length]";
    private static final String ANSWER =
            "[...document.querySelectorAll('#operations-bots-listStrategies"
                    + " .live-responses-table tbody .response-col_status')]"
                    + ".map(cell => cell.innerText.trim())";

    @Test
    void showsEveryOperationAndTriesThemWithATokenUnderTheStrictPolicy(@TempDir Path profile) {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium or Chrome on the PATH to show the pages");
        try (TestGateway gateway = TestGateway.start();
                Browser browser = new Browser(gateway.vertx, program, profile)) {
            browser.open("http://127.0.0.1:" + gateway.gateway.port() + "/docs");
            shows(browser, OPERATIONS, List.of(Contract.get().operations().size()));

            browser.list("[ui.preauthorizeApiKey('token', '" + TestGateway.ADMIN_TOKEN + "')]");
            browser.list(
                    "[document.querySelector('#operations-bots-listStrategies"
                            + " .opblock-summary-control').click()]");
            shows(browser, "[!!document.querySelector('.try-out__btn')]", List.of(true));
            browser.list("[document.querySelector('.try-out__btn').click()]");
            shows(browser, "[!!document.querySelector('.execute')]", List.of(true));
            browser.list("[document.querySelector('.execute').click()]");

            shows(browser, ANSWER, List.of("200"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void shows(Browser browser, String expression, List<?> expected) {
        TestGateway.until(
                expression + " is " + expected,
                DEADLINE,
                () -> browser.list(expression).equals(expected));
    }
}
