package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebFilesTest {
    private static final String SCRIPT = "assets/app-1.js";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private Map<String, WebFile> files = Map.of();
    private int port;

    @BeforeEach
    void serve() throws Exception {
        files = WebFiles.load("/webroot-test/");
        HttpServer server =
                vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                        .requestHandler(this::send)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br",
                "gzip                    | gzip",
                "br;q=0, gzip;q=0.5      | gzip",
                "br; q=0.0, deflate      | ''",
                "identity                | ''"
            })
    void sendsWhatTheBuildCompressedInAnEncodingThatTheClientTakes(String accepted, String sent)
            throws Exception {
        HttpResponse<byte[]> response = get(SCRIPT, "accept-encoding", accepted);

        assertThat(response.headers().firstValue("content-encoding").orElse("")).isEqualTo(sent);
        assertThat(response.headers().firstValue("vary")).contains("accept-encoding");
        assertThat(response.headers().firstValue("content-type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(unpacked(response, sent)).contains(sent.equals("br") ? "brotli" : "packed");
    }

    @Test
    void letsBrowsersKeepForEverWhatIsNamedAfterItsContent() throws Exception {
        assertThat(get(SCRIPT, "accept", "*/*").headers().firstValue("cache-control"))
                .contains("public, max-age=31536000, immutable");
        assertThat(get("index.html", "accept", "*/*").headers().firstValue("cache-control"))
                .contains("no-cache");
    }

    @Test
    void saysThatAFileHasNotChangedInWhateverEncodingItWasSent() throws Exception {
        String tag =
                get(SCRIPT, "accept-encoding", "br").headers().firstValue("etag").orElseThrow();

        HttpResponse<byte[]> again = get(SCRIPT, "if-none-match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get(SCRIPT, "if-none-match", "\"aaaa-br\"").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsHowToGetTheDashboardWhereItWasLeftOut() throws Exception {
        files = WebFiles.load("/webroot-of-another-build/");

        String page = new String(get("index.html", "accept", "*/*").body(), StandardCharsets.UTF_8);

        assertThat(page).contains("without its dashboard").contains("deploy/run");
    }

    private void send(HttpServerRequest request) {
        String name = Objects.requireNonNull(request.path()).substring(1);
        Objects.requireNonNull(files.get(name)).send(request);
    }

    private static String unpacked(HttpResponse<byte[]> response, String encoding)
            throws IOException {
        byte[] body = response.body();
        if (encoding.equals("gzip")) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = in.readAllBytes();
            }
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                        .timeout(Duration.ofSeconds(10))
                        .headers(headers)
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
