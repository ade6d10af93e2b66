package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard as the gateway serves it, in a real browser.
class DashboardIT {
    @Test
    void runsUnderTheContentSecurityPolicyOfTheGateway(@TempDir Path profile) {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium or Chrome on the PATH to show the dashboard");
        assumeTrue(
                WebFiles.class.getResource("/webroot/files.txt") != null,
                "built without the dashboard");
        try (TestGateway gateway = TestGateway.start();
                Browser browser = new Browser(gateway.vertx, program, profile)) {
            browser.open("http://127.0.0.1:" + gateway.gateway.port() + "/bots");

            TestGateway.until(
                    "the page begins",
                    () ->
                            browser.list("[document.querySelector('main, [role=alert]') !== null]")
                                    .equals(List.of(true)));
            assertThat(browser.list("[getComputedStyle(document.body).margin]"))
                    .isEqualTo(List.of("0px"));
            assertThat(browser.complaints())
                    .noneMatch(complaint -> complaint.contains("Content Security Policy"));
        }
    }
}
