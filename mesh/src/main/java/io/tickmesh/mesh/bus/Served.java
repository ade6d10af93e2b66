package io.tickmesh.mesh.bus;

import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How this node itself answers requests of one type, on the context of the service that does.
record Served<Q extends Request<R>, R extends Reply>(
        Class<Q> type, Context context, Function<? super Q, Future<R>> answer) {
    private static final Logger LOG = LoggerFactory.getLogger(Served.class);

    /// Answers a message with what this node says.
    void reply(Message<Object> message) {
        if (type.isInstance(message.body())) {
            Q request = type.cast(message.body());
            answered(request)
                    .onComplete(
                            message::reply,
                            failure -> {
                                RequestFailedException refused = refused(request, failure);
                                message.fail(refused.failure().code(), refused.getMessage());
                            });
        } else {
            message.fail(Failure.INVALID.code(), "unreadable request");
        }
    }

    /// Asks this node itself. Thread-safe.
    ///
    /// @return fails with a [RequestFailedException]
    Future<R> ask(Q request) {
        Promise<R> promise = Promise.promise();
        context.runOnContext(_ -> answered(request).onComplete(promise));
        return promise.future().recover(failure -> Future.failedFuture(refused(request, failure)));
    }

    private Future<R> answered(Q request) {
        try {
            return answer.apply(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /// What is no answer is a bug here, and nothing of it is told.
    private RequestFailedException refused(Q request, Throwable failure) {
        if (failure instanceof RequestFailedException refused) {
            return refused;
        }
        LOG.atError().addKeyValue("request", request).setCause(failure).log("a request failed");
        return new RequestFailedException(Failure.INTERNAL, "internal error");
    }
}
