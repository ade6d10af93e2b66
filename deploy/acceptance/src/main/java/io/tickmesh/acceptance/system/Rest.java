package io.tickmesh.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tickmesh.gateway.contract.AnswerCheck;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The HTTP interface of a node. Thread-safe.
///
/// @param address of the page
public record Rest(URI address) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;

    /// An answer.
    public record Answer(int status, String body) {
        public JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    /// Asks, whatever the answer is.
    ///
    /// @param body JSON, may be empty
    public Answer send(String method, String path, String body) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", AdminToken.BEARER)
                        .header("Content-Type", "application/json")
                        .timeout(TIMEOUT)
                        .build();
        try {
            HttpResponse<String> response =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            verify(method, path, response);
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(path);
        }
    }

    /// Nobody may get used to more than the contract promises.
    private static void verify(String method, String path, HttpResponse<String> response) {
        List<String> wrong =
                AnswerCheck.check(
                        method,
                        path,
                        response.statusCode(),
                        response.headers().firstValue("content-type").orElse(null),
                        response.body());
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "%s %s was not answered as the contract says: %s, in %s"
                            .formatted(method, path, wrong, response.body()));
        }
    }

    public int status(String path) throws IOException {
        return send("GET", path, "").status();
    }

    /// Returns the body of a GET that must succeed.
    public JsonNode get(String path) throws IOException {
        Answer answer = send("GET", path, "");
        if (answer.status() != 200) {
            throw new IOException("GET %s: %s".formatted(path, answer));
        }
        return answer.json();
    }

    /// Sends JSON that must be accepted.
    public JsonNode order(String method, String path, String body) throws IOException {
        Answer answer = send(method, path, body);
        if (answer.status() / 100 != 2) {
            throw new IOException("%s %s %s: %s".formatted(method, path, body, answer));
        }
        return answer.body().isEmpty() ? JSON.nullNode() : answer.json();
    }

    /// Returns the items of a list, page by page.
    public List<JsonNode> all(String path) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String sign = path.contains("?") ? "&" : "?";
        String cursor = "";
        while (true) {
            JsonNode page = get(path + sign + "limit=" + PAGE + cursor);
            page.path("items").forEach(items::add);
            if (page.path("next").isNull() || page.path("next").isMissingNode()) {
                return items;
            }
            cursor = "&cursor=" + page.get("next").asText();
        }
    }

    /// Returns the items of a list that has one page.
    public List<JsonNode> items(String path) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        get(path).path("items").forEach(items::add);
        return items;
    }

    /// Returns a metric, summed over its tags.
    public double metric(String name) throws IOException {
        double sum = 0;
        for (String line : send("GET", "/metrics", "").body().split("\n", -1)) {
            if (line.startsWith(name + " ") || line.startsWith(name + "{")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }
}
