package io.tickmesh.gateway;

import io.tickmesh.mesh.storage.Failure;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/// What comes out of the gateway's own tables.
final class Stored {
    private Stored() {}

    /// Returns the same, with a problem in place of a failure that will pass.
    static <T> Future<T> result(RoutingContext context, Future<T> result) {
        return result.recover(failure -> {
            if (Failure.of(failure) != Failure.TRANSIENT) {
                return Future.failedFuture(failure);
            }
            context.response().putHeader("retry-after", "1");
            return Future.failedFuture(
                    new ProblemException(
                            Problem.of(503, "The database is away or busy; try again.")));
        });
    }
}
