package io.tickmesh.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.gateway.access.Allowances;
import io.tickmesh.gateway.access.Principal;
import io.vertx.ext.web.RoutingContext;

/// Limits how often one client asks. Belongs to one event loop.
final class RequestLimit {
    private static final int SECONDS_AT_ONCE = 2;

    private final Allowances clients;
    private final Counter refused;

    RequestLimit(int perSecond, MeterRegistry meters) {
        clients = new Allowances(perSecond, (double) perSecond * SECONDS_AT_ONCE, System::nanoTime);
        refused =
                Counter.builder("tickmesh.gateway.requests.refused")
                        .description("requests refused because their client sends too many")
                        .register(meters);
    }

    /// Takes a request of somebody who has shown who he is.
    ///
    /// @throws ProblemException if there are too many
    void take(RoutingContext context, Principal who) {
        if (who.session() != null) {
            take(context, "session " + who.session());
        } else if (who.token() != null) {
            take(context, "token " + who.token());
        } else {
            take(context);
        }
    }

    /// Takes a request of anybody.
    ///
    /// @throws ProblemException if there are too many from its address
    void take(RoutingContext context) {
        take(context, AccessCheck.address(context));
    }

    private void take(RoutingContext context, String client) {
        long seconds = clients.take(client);
        if (seconds > 0) {
            refused.increment();
            context.response().putHeader("retry-after", Long.toString(seconds));
            throw new ProblemException(Problem.of(429, "Too many requests; wait."));
        }
    }
}
