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
            reply(message, type.cast(message.body()), answer);
        } else {
            message.fail(Failure.INVALID.code(), "unreadable request");
        }
    }

    /// Asks this node itself. Thread-safe.
    Future<R> ask(Q request) {
        Promise<R> promise = Promise.promise();
        context.runOnContext(_ -> answered(request, answer).onComplete(promise));
        return promise.future();
    }

    static <Q, R> void reply(
            Message<Object> message, Q request, Function<? super Q, Future<R>> answer) {
        answered(request, answer)
                .onComplete(
                        message::reply,
                        failure -> {
                            if (failure instanceof RequestFailedException refused) {
                                message.fail(refused.failure().code(), refused.getMessage());
                            } else {
                                LOG.atError()
                                        .addKeyValue("request", request)
                                        .setCause(failure)
                                        .log("a request failed");
                                message.fail(Failure.INTERNAL.code(), "internal error");
                            }
                        });
    }

    private static <Q, R> Future<R> answered(Q request, Function<? super Q, Future<R>> answer) {
        try {
            return answer.apply(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
