package io.tickmesh.acceptance.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The Chromium of this machine, steered through the Node.js of this machine: neither is downloaded. For the thread that
/// launched it alone.
public final class Chromium implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Returns what is missing on this machine; empty if there is all.
    public static Optional<String> missing() {
        if (program().isEmpty()) {
            return Optional.of("there is no Chromium or Chrome on the PATH");
        }
        return node().isEmpty() ? Optional.of("there is no Node.js on the PATH") : Optional.empty();
    }

    /// Launches it without a window.
    public static Chromium launch() {
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                node().orElseThrow().toString(),
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program().orElseThrow())
                                        .setArgs(FLAGS));
        return new Chromium(playwright, browser);
    }

    /// Opens what another person's browser would be: no cookies, nothing stored.
    public BrowserContext person(Browser.NewContextOptions options) {
        return browser.newContext(
                options.setLocale("en-US")
                        .setTimezoneId("UTC")
                        .setReducedMotion(ReducedMotion.REDUCE));
    }

    /// Signs a browser in as the page does.
    public static void signIn(BrowserContext person, String token) {
        APIResponse answer =
                person.request()
                        .post(
                                "/api/v1/session",
                                RequestOptions.create().setData(Map.of("token", token)));
        if (!answer.ok()) {
            throw new AssertionError("signing in: " + answer.status() + " " + answer.text());
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> program() {
        return PROGRAMS.stream().flatMap(name -> found(name).stream()).findFirst();
    }

    private static Optional<Path> node() {
        return found("node");
    }

    private static Optional<Path> found(String program) {
        return Stream.of(
                        Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(Pattern.quote(File.pathSeparator), -1))
                .map(directory -> Path.of(directory).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
