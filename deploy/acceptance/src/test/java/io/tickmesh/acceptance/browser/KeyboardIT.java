package io.tickmesh.acceptance.browser;

import static io.tickmesh.acceptance.browser.Dashboard.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Without a mouse.
@ExtendWith(InChromium.class)
final class KeyboardIT {
    private static final String FOCUSED =
            "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent";

    /// Whether one can see where the focus is.
    private static final String MARKED =
            """
            () => {
              const style = getComputedStyle(document.activeElement);
              return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
            }
            """;

    @Test
    void findsChoosesAndOpensABot(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("typed-1");
        bots.idle("typed-2");
        dashboard.open("/");
        Keyboard keys = dashboard.page().keyboard();

        keys.press("g");
        keys.press("b");
        dashboard.page().waitForURL("**/bots");
        expect(dashboard.grid("Bots").locator("a").first()).isVisible();

        keys.press("/");
        expect(dashboard.field("Search bots")).isFocused();
        keys.type("typed-");
        expect(dashboard.grid("Bots").locator("a")).hasCount(2);

        tabTo(dashboard, "Bots");
        keys.press("j");
        keys.press("j");
        keys.press("x");
        expect(dashboard.field("Choose typed-2")).isChecked();

        keys.press("Enter");
        dashboard.page().waitForURL("**/bots/typed-2");
    }

    @Test
    void commandsABotAndComesBackToTheButton(Dashboard dashboard) throws Exception {
        PracticeBots bots = new PracticeBots(dashboard.rest());
        bots.idle("pressed");
        dashboard.open("/bots?search=pressed");
        dashboard.field("Choose pressed").focus();
        Keyboard keys = dashboard.page().keyboard();
        keys.press("Space");
        dashboard.button("Pause").focus();

        keys.press("Enter");
        expect(dashboard.dialog()).isVisible();
        keys.press("Escape");
        expect(dashboard.dialog()).hasCount(0);
        expect(dashboard.button("Pause")).isFocused();

        keys.press("Enter");
        expect(dashboard.dialog()).isVisible();
        List<String> inside = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            keys.press("Tab");
            inside.add(focused(dashboard));
        }
        assertThat(inside).contains("Cancel", "Pause pressed").doesNotContain("Start", "Stop");
        Dashboard.button(dashboard.dialog(), "Pause pressed").focus();
        keys.press("Enter");

        expect(dashboard.dialog()).hasCount(0);
        assertThat(bots.status("pressed")).isEqualTo("PAUSED");
    }

    @Test
    void helpsWithTheShortcutsAndSkipsToThePage(Dashboard dashboard) {
        dashboard.open("/");
        Keyboard keys = dashboard.page().keyboard();

        keys.press("?");
        expect(dashboard.dialog()).containsText("Keyboard shortcuts");
        keys.press("Escape");
        expect(dashboard.dialog()).hasCount(0);

        dashboard.page().locator(".skip").focus();
        keys.press("Enter");
        expect(dashboard.page().locator("main")).isFocused();
    }

    @Test
    void showsWhereTheFocusIs(Dashboard dashboard) {
        dashboard.open("/bots");
        expect(dashboard.grid("Bots").locator("a").first()).isVisible();
        List<String> unmarked = new ArrayList<>();

        for (int i = 0; i < 25; i++) {
            dashboard.page().keyboard().press("Tab");
            if (!Boolean.TRUE.equals(dashboard.page().evaluate(MARKED))) {
                unmarked.add(focused(dashboard));
            }
        }

        assertThat(unmarked).isEmpty();
    }

    private static void tabTo(Dashboard dashboard, String label) {
        for (int i = 0; i < 20; i++) {
            dashboard.page().keyboard().press("Tab");
            if (focused(dashboard).equals(label)) {
                return;
            }
        }
        throw new AssertionError("Tab does not come to " + label);
    }

    private static String focused(Dashboard dashboard) {
        return String.valueOf(dashboard.page().evaluate(FOCUSED));
    }
}
