package io.tickmesh.acceptance.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// What must not happen while a page is used: errors on its console (violations of the content security policy are among them),
/// exceptions, requests that fail or are refused.
final class Complaints {
    /// The console repeats what the answers say.
    private static final String REFUSED = "Failed to load resource";

    /// Requests that were under way when the page was left.
    private static final String LEFT = "net::ERR_ABORTED";

    private final List<String> heard = new ArrayList<>();
    private final List<Expected> expected = new ArrayList<>();
    private boolean cut;

    /// @param path how the path of the request begins
    private record Expected(int status, String path) {}

    Complaints(BrowserContext context) {
        context.onConsoleMessage(this::console);
        context.onWebError(error -> heard.add("exception: " + error.error()));
        context.onRequestFailed(this::failed);
        context.onResponse(this::answered);
    }

    /// Says that requests whose path begins with this may be refused so.
    void expect(int status, String path) {
        expected.add(new Expected(status, path));
    }

    /// Says that from now on requests may find nobody.
    void expectCuts() {
        cut = true;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    private void console(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith(REFUSED)) {
            heard.add("console: %s (%s)".formatted(message.text(), message.location()));
        }
    }

    private void failed(Request request) {
        if (!cut && !LEFT.equals(request.failure())) {
            heard.add("%s %s: %s".formatted(request.method(), request.url(), request.failure()));
        }
    }

    private void answered(Response response) {
        String path = URI.create(response.url()).getPath();
        boolean known =
                expected.stream()
                        .anyMatch(answer ->
                                answer.status() == response.status()
                                        && path.startsWith(answer.path()));
        if (response.status() >= 400 && !known) {
            heard.add(
                    "%s %s: %d"
                            .formatted(
                                    response.request().method(),
                                    response.url(),
                                    response.status()));
        }
    }
}
