package io.tickmesh.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps web pages from elsewhere from sending commands: a browser lets any page send a form anywhere, and says where the page
/// came from. Programs do not say it, and may.
final class OriginCheck implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (CrossOrigin.isListed(context)) {
            context.next();
            return;
        }
        if (!accepts(
                request.getHeader("sec-fetch-site"),
                request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader(HttpHeaders.HOST))) {
            throw new ProblemException(
                    Problem.of(403, "Pages from elsewhere must not send commands."));
        }
        context.next();
    }

    /// @param site what the browser says of the page; null from older browsers and programs
    /// @param origin the page's scheme, host and port; null if the browser does not say
    /// @param host what the client called the gateway
    static boolean accepts(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        // The scheme is not compared: a proxy may have taken the encryption off.
        return origin == null
                || authority(origin).equals(Objects.toString(host, "").toLowerCase(Locale.ROOT));
    }

    private static String authority(String origin) {
        try {
            return Objects.toString(URI.create(origin).getRawAuthority(), "null")
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "null";
        }
    }
}
