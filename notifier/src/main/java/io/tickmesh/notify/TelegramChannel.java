package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Optional;

/// Sends alerts to a Telegram chat (`sendMessage`). The token is part of the request's path, and Vert.x puts the path into the
/// messages of its exceptions: those are never passed on, only their class.
final class TelegramChannel implements Channel {
    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_REASON = 200;
    private static final long LONGEST_BAN_SECONDS = 999_999;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final WebClient client;
    private final TelegramConfig config;
    private final String method;

    TelegramChannel(WebClient client, TelegramConfig config) {
        this.client = client;
        this.config = config;
        String base = config.url().toString();
        method =
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                        + "/bot"
                        + config.token().reveal()
                        + "/sendMessage";
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Duration pace() {
        return config.pace();
    }

    @Override
    public Duration timeout() {
        return config.timeout();
    }

    @Override
    public Future<Delivery> deliver(Alert alert) {
        return client.postAbs(method)
                .timeout(config.timeout().toMillis())
                .sendJsonObject(message(alert))
                .map(this::delivery)
                .otherwise(failure -> new Delivery.Failed(failure.getClass().getSimpleName()));
    }

    private JsonObject message(Alert alert) {
        return new JsonObject()
                .put("chat_id", chat())
                .put("text", fitting(alert.text()))
                .put("disable_notification", alert.severity() == Severity.INFO)
                .put("link_preview_options", new JsonObject().put("is_disabled", true));
    }

    private Object chat() {
        return config.chat().startsWith("@") ? config.chat() : Long.valueOf(config.chat());
    }

    private static String fitting(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }

    private Delivery delivery(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        JsonObject body = body(response);
        if (status == 200 && Boolean.TRUE.equals(body.getValue("ok"))) {
            return new Delivery.Delivered();
        }
        if (status == TOO_MANY_REQUESTS) {
            Optional<Duration> delay = retryAfter(response, body);
            if (delay.isPresent()) {
                return new Delivery.Busy(delay.get());
            }
        }
        boolean mayPass = status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS || status < 400;
        String reason = reason(status, body);
        return mayPass ? new Delivery.Failed(reason) : new Delivery.Refused(reason);
    }

    private static Optional<Duration> retryAfter(HttpResponse<Buffer> response, JsonObject body) {
        if (body.getValue("parameters") instanceof JsonObject parameters
                && parameters.getValue("retry_after") instanceof Number seconds) {
            return Optional.of(
                    Duration.ofSeconds(Math.clamp(seconds.longValue(), 0, LONGEST_BAN_SECONDS)));
        }
        String header = response.getHeader("Retry-After");
        return header != null && header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private String reason(int status, JsonObject body) {
        String description =
                config.token().removeFrom(String.valueOf(body.getValue("description", "")));
        return "HTTP %d %s"
                .formatted(
                        status,
                        description.substring(0, Math.min(LONGEST_REASON, description.length())))
                .strip();
    }

    /// What stands between us and Telegram may answer with anything.
    private static JsonObject body(HttpResponse<Buffer> response) {
        try {
            JsonObject body = response.bodyAsJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException _) {
            return new JsonObject();
        }
    }
}
