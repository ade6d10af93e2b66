package io.tickmesh.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of the dashboard, held in memory; or a page that says how to get them, where the build left them out.
final class WebFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WebFiles.class);

    /// What the dashboard calls its pages: a browser that opens one gets the dashboard, which then shows it.
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/bots/*",
                    "/market/*",
                    "/risk/*",
                    "/events/*",
                    "/backtests/*",
                    "/notifications/*",
                    "/cluster/*",
                    "/settings/*");

    private static final String START = "index.html";
    private static final String ASSETS = "assets/";

    private final Map<String, WebFile> files;

    private WebFiles(Map<String, WebFile> files) {
        this.files = files;
    }

    /// Reads the files, off the event loop.
    static Future<WebFiles> read(Vertx vertx) {
        return vertx.executeBlocking(() -> new WebFiles(load("/webroot/")))
                .map(files -> Objects.requireNonNull(files));
    }

    /// Reads what the build's list names: in each line a tag of the content and the file. Blocks.
    static Map<String, WebFile> load(String root) throws IOException {
        Map<String, WebFile> files = new HashMap<>();
        try (InputStream in = WebFiles.class.getResourceAsStream(root + "files.txt")) {
            if (in == null) {
                LOG.info("built without the dashboard");
                return Map.of(START, WebFile.read("/no-dashboard.html", "none"));
            }
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split(" ", 2);
                files.put(parts[1], WebFile.read(root + parts[1], parts[0]));
            }
        }
        return Map.copyOf(files);
    }

    void add(Api api) {
        WebFile start = Objects.requireNonNull(files.get(START));
        PAGES.forEach(path -> api.get(path, context -> start.send(context.request())));
        files.forEach((name, file) -> {
            if (!name.startsWith(ASSETS)) {
                api.get("/" + name, context -> file.send(context.request()));
            }
        });
        api.get("/" + ASSETS + "*", this::asset);
    }

    private void asset(RoutingContext context) {
        WebFile file = files.get(context.normalizedPath().substring(1));
        if (file == null) {
            context.fail(404);
        } else {
            file.send(context.request());
        }
    }
}
