package io.tickmesh.acceptance.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.tickmesh.acceptance.system.AdminToken;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One system and one browser for all browser tests of a JVM; both begin with the first test and go with the JVM.
final class Stage {
    private static @Nullable Stage opened;

    private final LiveSystem system = new LiveSystem();
    private final Chromium chromium = Chromium.launch();
    private final Map<Role, String> signedIn = new EnumMap<>(Role.class);

    /// What a person may do.
    enum Role {
        /// Who is not signed in.
        NOBODY,
        VIEWER,
        OPERATOR,
        ADMIN
    }

    private Stage() throws Exception {}

    /// Returns why there can be no browser tests; empty if there can.
    static Optional<String> missing() {
        if (Stage.class.getResource("/webroot/files.txt") == null) {
            return Optional.of("the dashboard was not built");
        }
        return Chromium.missing();
    }

    /// Returns the one of this JVM; takes some seconds the first time.
    static Stage open() throws Exception {
        Stage stage = opened == null ? new Stage() : opened;
        opened = stage;
        return stage;
    }

    LiveSystem system() {
        return system;
    }

    String address() {
        return system.rest().address().toString();
    }

    /// Opens a browser in which somebody of that role is signed in.
    BrowserContext person(Role role, Browser.NewContextOptions options) throws Exception {
        return person(role, address(), options);
    }

    /// Opens such a browser at another address of the same system.
    BrowserContext person(Role role, String address, Browser.NewContextOptions options)
            throws Exception {
        options.setBaseURL(address);
        if (role == Role.NOBODY) {
            return chromium.person(options);
        }
        String state = signedIn.get(role);
        if (state == null) {
            state = signIn(token(role));
            signedIn.put(role, state);
        }
        return chromium.person(options.setStorageState(state));
    }

    /// Makes a token of that role.
    String token(Role role) throws Exception {
        if (role == Role.ADMIN) {
            return AdminToken.VALUE;
        }
        String body = "{\"name\":\"%s\",\"role\":\"%s\"}".formatted("a " + name(role), name(role));
        JsonNode made = system.rest().order("POST", "/api/v1/tokens", body);
        return made.get("token").asText();
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private String signIn(String token) {
        try (BrowserContext context =
                chromium.person(new Browser.NewContextOptions().setBaseURL(address()))) {
            Chromium.signIn(context, token);
            return context.storageState();
        }
    }
}
