package io.tickmesh.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A Telegram Bot API on a real socket. Answers as it is told to, then with success; keeps what it received and when.
final class FakeBotApi {
    static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

    private final HttpServer server;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    FakeBotApi(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::handle);
    }

    Future<HttpServer> listen() {
        return server.listen(0, "127.0.0.1");
    }

    Future<Void> close() {
        return server.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    BlockingQueue<Received> received() {
        return received;
    }

    FakeBotApi answer(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    FakeBotApi tooManyRequests(int seconds) {
        return answer(
                429,
                """
                {"ok": false, "error_code": 429, "description": "Too Many Requests: retry after %d",
                 "parameters": {"retry_after": %d}}
                """
                        .formatted(seconds, seconds));
    }

    FakeBotApi error(int status, String description) {
        return answer(
                status,
                new JsonObject()
                        .put("ok", false)
                        .put("error_code", status)
                        .put("description", description)
                        .encode());
    }

    FakeBotApi silence() {
        return answer(0, "");
    }

    private void handle(HttpServerRequest request) {
        long nanos = System.nanoTime();
        request.bodyHandler(body -> {
            received.add(new Received(nanos, String.valueOf(request.path()), body.toJsonObject()));
            Answer answer = answers.poll();
            if (answer == null) {
                respond(request, 200, "{\"ok\": true, \"result\": {\"message_id\": 1365}}");
            } else if (answer.status != 0) {
                respond(request, answer.status, answer.body);
            }
        });
    }

    private static void respond(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body)
                .onFailure(_ -> {});
    }

    record Received(long nanos, String path, JsonObject message) {}

    private record Answer(int status, String body) {}
}
