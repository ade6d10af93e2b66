package io.tickmesh.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// Takes the pictures of the documentation: `-Dtickmesh.screenshots=write`. The window and the simulator's seed are always the same,
/// the moment is not.
@EnabledIfSystemProperty(
        named = "tickmesh.screenshots",
        matches = "write",
        disabledReason = "takes pictures with -Dtickmesh.screenshots=write")
@ExtendWith(InChromium.class)
final class ScreenshotsIT {
    private static final Path PICTURES =
            Path.of(System.getProperty("tickmesh.root", "../.."), "docs/screenshots");
    private static final int SECONDS_OF_LIFE = 60;
    private static final long MOST_BYTES = 1_500_000;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    @Test
    void takesPicturesOfAllPages(Dashboard dashboard) throws Exception {
        Files.createDirectories(PICTURES);
        dashboard.open("/");
        dashboard.page().setDefaultTimeout(2 * SECONDS_OF_LIFE * 1_000);
        // Curves and candles need something to show.
        dashboard
                .page()
                .waitForFunction("seconds => performance.now() > seconds * 1000", SECONDS_OF_LIFE);
        // Making and changing a bot look the same.
        for (Pages shown : EnumSet.complementOf(EnumSet.of(Pages.EDIT_BOT))) {
            open(dashboard, shown);
            take(dashboard, shown.picture());
        }
        dashboard
                .page()
                .emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        for (Pages shown : List.of(Pages.OVERVIEW, Pages.MARKET)) {
            open(dashboard, shown);
            take(dashboard, shown.picture() + "-dark");
        }
        dashboard
                .page()
                .emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        dashboard.page().setViewportSize(PHONE_WIDTH, PHONE_HEIGHT);
        open(dashboard, Pages.OVERVIEW);
        take(dashboard, "overview-phone");

        try (Stream<Path> pictures = Files.list(PICTURES)) {
            assertThat(pictures.mapToLong(picture -> picture.toFile().length()).sum())
                    .isLessThan(MOST_BYTES);
        }
    }

    private static void open(Dashboard dashboard, Pages shown) {
        shown.openIn(dashboard);
        if (shown == Pages.OVERVIEW) {
            // Of a minute of life a day shows little.
            dashboard.button("1 hour").click();
        }
    }

    private static void take(Dashboard dashboard, String name) {
        // Charts draw what they were given in the next frames.
        dashboard
                .page()
                .waitForFunction(
                        "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(true)), 1000))");
        dashboard
                .page()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setAnimations(ScreenshotAnimations.DISABLED)
                                .setPath(PICTURES.resolve(name + ".png")));
    }
}
