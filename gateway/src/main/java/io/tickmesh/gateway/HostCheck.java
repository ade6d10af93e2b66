package io.tickmesh.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// Keeps web pages from elsewhere out of a gateway that only this machine can reach: a page may let its own name point to
/// this machine (DNS rebinding), and a browser then lets it read all answers. It cannot choose the `Host` that the browser
/// sends, which is that name.
final class HostCheck implements Handler<RoutingContext> {
    private final boolean onLoopback;

    HostCheck(GatewayConfig config) {
        onLoopback = config.isLoopback();
    }

    @Override
    public void handle(RoutingContext context) {
        if (accepts(context.request().getHeader(HttpHeaders.HOST))) {
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
