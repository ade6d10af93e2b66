package io.tickmesh.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;

/// The files of the live page, held in memory.
final class WebFiles {
    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html", "text/html; charset=utf-8",
                    "app.css", "text/css; charset=utf-8",
                    "app.js", "text/javascript; charset=utf-8",
                    "feeds.js", "text/javascript; charset=utf-8",
                    "favicon.svg", "image/svg+xml");

    private final Map<String, WebFile> files;

    private WebFiles(Map<String, WebFile> files) {
        this.files = files;
    }

    /// Reads the files, off the event loop.
    static Future<WebFiles> read(Vertx vertx) {
        return vertx.executeBlocking(WebFiles::load).map(files -> Objects.requireNonNull(files));
    }

    private static WebFiles load() throws IOException {
        Map<String, WebFile> files = new HashMap<>();
        for (Map.Entry<String, String> entry : TYPES.entrySet()) {
            files.put(entry.getKey(), file(entry.getKey(), entry.getValue()));
        }
        return new WebFiles(files);
    }

    void add(Api api) {
        files.forEach((name, file) ->
                api.get(
                        name.equals("index.html") ? "/" : "/" + name,
                        context -> send(context, file)));
    }

    private static void send(RoutingContext context, WebFile file) {
        context.response()
                .putHeader("cache-control", "no-cache")
                .putHeader("etag", file.tag)
                .putHeader("content-type", file.type);
        boolean known = file.tag.equals(context.request().getHeader("if-none-match"));
        // Failing means that the client has gone.
        var _ =
                known
                        ? context.response().setStatusCode(304).end()
                        : context.response().end(file.bytes);
    }

    private static WebFile file(String name, String type) throws IOException {
        try (InputStream in = WebFiles.class.getResourceAsStream("/webroot/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("webroot/" + name + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            String tag = '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '"';
            return new WebFile(type, tag, Buffer.buffer(bytes));
        }
    }

    private record WebFile(String type, String tag, Buffer bytes) {}
}
