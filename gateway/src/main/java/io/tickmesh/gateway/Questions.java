package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Asks the services on behalf of HTTP clients. A question that is asked while the same one is under way shares its answer and
/// its encoding; nothing is kept once an answer has come, so an answer is at most as old as it took to come. Belongs to one
/// event loop.
final class Questions {
    private final Mesh mesh;
    private final Duration timeout;
    private final Map<Key, Future<Encoded>> underWay = new HashMap<>();

    Questions(Mesh mesh, Duration timeout) {
        this.mesh = mesh;
        this.timeout = timeout;
    }

    /// Returns the JSON of the answer; fails as [Mesh#ask] does, or with what `view` throws.
    ///
    /// @param view what to show of the answer; always the same for equal questions
    <R extends Reply> Future<Encoded> ask(Request<R> question, Function<? super R, ?> view) {
        return ask(question, "", timeout, view);
    }

    /// Returns the JSON of a part of an answer.
    ///
    /// @param part which one; equal parts of equal answers are the same
    <R extends Reply, P> Future<Encoded> ask(
            Request<R> question, P part, BiFunction<P, ? super R, ?> view) {
        return ask(question, part, timeout, reply -> view.apply(part, reply));
    }

    /// Returns the JSON of an answer that may take its own time.
    <R extends Reply> Future<Encoded> ask(
            Request<R> question, Object part, Duration timeout, Function<? super R, ?> view) {
        Key key = new Key(question, part);
        Future<Encoded> same = underWay.get(key);
        if (same != null) {
            return same;
        }
        Future<Encoded> answer =
                mesh.ask(question, timeout)
                        .map(reply -> Encoded.of(view.apply(reply)))
                        .recover(failure ->
                                Future.failedFuture(
                                        Unanswered.question(question, timeout, failure)));
        underWay.put(key, answer);
        answer.onComplete(_ -> underWay.remove(key, answer));
        return answer;
    }

    private record Key(Request<?> question, Object part) {}
}
