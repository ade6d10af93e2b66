package io.tickmesh.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps web pages from elsewhere out of a gateway that only this machine can reach: a page may let its own name point to
/// this machine (DNS rebinding), and a browser then lets it read all answers. It cannot choose the `Host` that the browser
/// sends, which is that name. Who names several hosts, or a path that cannot be read, is refused wherever the gateway listens.
final class HostCheck implements Handler<RoutingContext> {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final boolean onLoopback;

    HostCheck(GatewayConfig config) {
        onLoopback = config.isLoopback();
    }

    @Override
    public void handle(RoutingContext context) {
        List<String> hosts = context.request().headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || BROKEN_ESCAPE.matcher(context.request().path()).find()) {
            context.fail(400);
        } else if (accepts(hosts.isEmpty() ? null : hosts.getFirst())) {
            context.next();
        } else {
            context.fail(421);
        }
    }

    /// @param header what the client called the gateway; null if it did not say, which no browser does
    boolean accepts(@Nullable String header) {
        if (!onLoopback || header == null) {
            return true;
        }
        HostAndPort authority = HostAndPort.parseAuthority(header, -1);
        return authority != null && GatewayConfig.isLoopback(authority.host());
    }
}
