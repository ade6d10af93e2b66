package io.tickmesh.gateway;

import io.tickmesh.gateway.contract.Contract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.CRC32C;

/// The contract as a file, and as pages that people read and try it with. Swagger UI shows them: it can send requests, and works
/// without inline scripts and without any file from elsewhere, which is why it may run under the policy of this gateway.
final class ContractRoutes {
    private static final String WEBJAR = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /// Its style sheet has its small images in itself.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final List<Served> files;

    private ContractRoutes(List<Served> files) {
        this.files = files;
    }

    /// Reads the files, off the event loop.
    static Future<ContractRoutes> read(Vertx vertx) {
        return vertx.executeBlocking(ContractRoutes::load).map(Objects::requireNonNull);
    }

    void add(Api api) {
        files.forEach(file -> api.get(file.path, context -> send(context, file)));
    }

    private static ContractRoutes load() throws IOException {
        List<Served> files = new ArrayList<>();
        files.add(served("/openapi.yaml", "application/yaml", Contract.get().text()));
        files.add(served("/docs", HTML, bytes("/docs/index.html")));
        files.add(served("/docs/docs.css", CSS, bytes("/docs/docs.css")));
        files.add(served("/docs/docs.js", SCRIPT, bytes("/docs/docs.js")));
        String webjar = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
        files.add(served("/docs/swagger-ui.css", CSS, bytes(webjar + "swagger-ui.css")));
        files.add(
                served(
                        "/docs/swagger-ui-bundle.js",
                        SCRIPT,
                        bytes(webjar + "swagger-ui-bundle.js")));
        return new ContractRoutes(files);
    }

    private static String version() throws IOException {
        try (InputStream in = open(WEBJAR)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = ContractRoutes.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name + " is not on the class path");
        }
        return in;
    }

    private static Served served(String path, String type, byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        String tag = '"' + HexFormat.of().toHexDigits((int) sum.getValue()) + '"';
        return new Served(path, type, tag, Buffer.buffer(bytes));
    }

    private static void send(RoutingContext context, Served file) {
        HttpServerResponse response =
                context.response()
                        .putHeader("cache-control", "no-cache")
                        .putHeader("content-security-policy", POLICY)
                        .putHeader("etag", file.tag)
                        .putHeader("content-type", file.type);
        // Failing means that the client has gone.
        var _ =
                file.tag.equals(context.request().getHeader("if-none-match"))
                        ? response.setStatusCode(304).end()
                        : response.end(file.bytes);
    }

    private record Served(String path, String type, String tag, Buffer bytes) {}
}
