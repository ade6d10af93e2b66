package io.tickmesh.gateway;

import io.tickmesh.gateway.stream.EventFilter;
import io.tickmesh.gateway.stream.EventStream;
import io.vertx.ext.web.RoutingContext;

/// The event stream.
final class StreamRoutes {
    private StreamRoutes() {}

    static void add(Api api, EventStream stream) {
        api.stream("/api/v1/events", context -> open(context, stream));
    }

    private static void open(RoutingContext context, EventStream stream) {
        Query query = Api.query(context);
        EventFilter filter =
                new EventFilter(query.list("types"), query.list("bots"), query.list("symbols"));
        if (!stream.open(context.request(), filter)) {
            context.response().putHeader("retry-after", "5");
            Api.sendProblem(
                    context, Problem.of(503, "The event stream takes no more connections now."));
        }
    }
}
