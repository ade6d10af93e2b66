package io.tickmesh.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every page for everybody: light, dark, and on a phone.
@ExtendWith(InChromium.class)
final class LookIT {
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    private static final Path UI = Path.of(System.getProperty("tickmesh.root", "../.."), "gateway");

    /// What hinders people who cannot see well, or at all, or use no mouse; with the rule of axe and the element.
    private static final String HINDRANCES =
            """
            async () => {
              const found = await axe.run(document, { resultTypes: ['violations'] });
              return found.violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
            }
            """;

    /// What is wider than the window without scrolling by itself.
    private static final String OVERFLOW =
            """
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll('body *')]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .map((element) => `${element.tagName} ${element.className}`);
            }
            """;

    /// Numbers that do not fit their cell: one without its last digits is a wrong one.
    private static final String CUT_NUMBERS =
            """
            () => [...document.querySelectorAll('[role=rowgroup] .cell.number')]
              .filter((cell) => cell.scrollWidth > cell.clientWidth)
              .map((cell) => cell.textContent)
            """;

    @ParameterizedTest
    @EnumSource
    void canBeReadAndUsedByEverybody(Pages shown, Dashboard dashboard) throws Exception {
        Path axe = axe();
        assumeTrue(axe != null, "axe-core is not there: the dashboard was built elsewhere");
        dashboard.context().addInitScript(axe);
        shown.openIn(dashboard);

        assertThat(hindrances(dashboard)).as("light").isEmpty();
        assertThat(strings(dashboard.page().evaluate(CUT_NUMBERS))).as("cut off").isEmpty();

        dashboard
                .page()
                .emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        dashboard.page().waitForFunction("() => document.documentElement.dataset.theme === 'dark'");
        assertThat(hindrances(dashboard)).as("dark").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fitsAPhone(Pages shown, Dashboard dashboard) {
        dashboard.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        shown.openIn(dashboard);

        assertThat(strings(dashboard.page().evaluate(OVERFLOW))).isEmpty();
    }

    private static List<String> hindrances(Dashboard dashboard) {
        return strings(dashboard.page().evaluate(HINDRANCES));
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static @org.jspecify.annotations.Nullable Path axe() {
        return Stream.of("target/ui/app", "src/main/ui")
                .map(place -> UI.resolve(place).resolve("node_modules/axe-core/axe.min.js"))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }
}
