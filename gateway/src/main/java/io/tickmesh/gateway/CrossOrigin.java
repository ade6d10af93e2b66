package io.tickmesh.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells browsers which pages from elsewhere may use the API: none, unless the configuration lists them. Those have to show a token;
/// the cookie of a session is for the gateway's own page, always. Also sends the headers that keep the gateway's pages apart from
/// others.
final class CrossOrigin implements Handler<RoutingContext> {
    private static final String LISTED = "tickmesh.origin.listed";
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String HEADERS =
            "authorization, content-type, if-match, idempotency-key, last-event-id";
    private static final String SHOWN = "etag, location, retry-after, idempotency-replayed";
    private static final String NOTHING =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    private final List<String> origins;

    /// @param origins that are listed, `*` for all
    CrossOrigin(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /// Returns whether a request comes from a page of a listed origin.
    static boolean isListed(RoutingContext context) {
        return context.get(LISTED) != null;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response =
                context.response()
                        .putHeader("permissions-policy", NOTHING)
                        .putHeader("cross-origin-opener-policy", "same-origin")
                        .putHeader("cross-origin-resource-policy", "same-origin");
        if (context.request().isSSL()) {
            response.putHeader("strict-transport-security", "max-age=31536000");
        }
        @Nullable String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !(origins.contains("*") || origins.contains(origin))) {
            context.next();
            return;
        }
        context.put(LISTED, true);
        response.putHeader("access-control-allow-origin", origins.contains("*") ? "*" : origin)
                .putHeader("access-control-expose-headers", SHOWN)
                .putHeader("vary", "origin");
        if (isPreflight(context)) {
            // Failing means that the client has gone.
            var _ =
                    response.putHeader("access-control-allow-methods", METHODS)
                            .putHeader("access-control-allow-headers", HEADERS)
                            .putHeader("access-control-max-age", "600")
                            .setStatusCode(204)
                            .end();
        } else {
            context.next();
        }
    }

    private static boolean isPreflight(RoutingContext context) {
        return context.request().method().equals(HttpMethod.OPTIONS)
                && context.request().getHeader("access-control-request-method") != null;
    }
}
