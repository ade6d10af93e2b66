package io.tickmesh.acceptance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.tickmesh.acceptance.system.Rest;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// A page in a browser of its own, as a person of some role uses it.
final class Dashboard implements AutoCloseable {
    static final int WIDTH = 1_440;
    static final int HEIGHT = 900;

    /// The machine that runs the tests runs the system too, and more.
    static final double PATIENCE_MILLIS = 20_000;

    private final Stage stage;
    private final BrowserContext context;
    private final Complaints complaints;
    private final Page page;

    private Dashboard(Stage stage, BrowserContext context) {
        this.stage = stage;
        this.context = context;
        complaints = new Complaints(context);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        page = context.newPage();
    }

    static Dashboard of(Stage stage, Stage.Role role) throws Exception {
        return new Dashboard(stage, stage.person(role, window()));
    }

    static Dashboard of(Stage stage, Stage.Role role, Browser.NewContextOptions options)
            throws Exception {
        return new Dashboard(stage, stage.person(role, options));
    }

    /// Opens it at another address of the same system.
    static Dashboard at(String address, Stage stage, Stage.Role role) throws Exception {
        return new Dashboard(stage, stage.person(role, address, window()));
    }

    private static Browser.NewContextOptions window() {
        return new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT);
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Stage stage() {
        return stage;
    }

    Rest rest() {
        return stage.system().rest();
    }

    Complaints complaints() {
        return complaints;
    }

    /// Opens a path and waits until its page shows its heading.
    Dashboard open(String path) {
        page.navigate(path);
        page.locator("main h1").waitFor();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Returns the part of a page with that title.
    Locator panel(String title) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(title).setExact(true));
    }

    /// Returns what is typed or chosen at that label.
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /// Returns what is said to be wrong with the field of that label.
    Locator problem(String label) {
        return page.locator("[id=\"" + field(label).getAttribute("id") + "-error\"]");
    }

    Locator grid(String label) {
        return page.getByRole(
                AriaRole.GRID, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    /// Returns the button of that name inside of something.
    static Locator button(Locator inside, String name) {
        return inside.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Presses a button of the dialog that is open, and waits until it has gone.
    void confirm(String action) {
        button(dialog(), action).click();
        expect(dialog()).hasCount(0);
    }

    /// Waits for what is asserted.
    static LocatorAssertions expect(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    /// Looks again and again, and lets the page live meanwhile, until the condition holds.
    void until(String what, BooleanSupplier condition) {
        try {
            page.waitForCondition(
                    condition, new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (RuntimeException e) {
            throw new AssertionError("not in time: " + what, e);
        }
    }

    /// Keeps what is seen, for those who look for the cause of a failure.
    void keep(String name) {
        Path file = Path.of("target/browser", name.replaceAll("[^A-Za-z0-9]+", "-") + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
