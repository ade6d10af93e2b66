package io.tickmesh.gateway;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshJson;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Asks the services on behalf of HTTP clients. A question that is asked while the same one is under way shares its answer and
/// its encoding; nothing is kept once an answer has come, so an answer is at most as old as it took to come. Belongs to one
/// event loop.
final class Questions {
    private final Mesh mesh;
    private final Duration timeout;
    private final Map<Request<?>, Future<Buffer>> underWay = new HashMap<>();

    Questions(Mesh mesh, Duration timeout) {
        this.mesh = mesh;
        this.timeout = timeout;
    }

    /// Returns the JSON of the answer; fails as [Mesh#ask] does, or with what `view` throws.
    ///
    /// @param view what to show of the answer; always the same for equal questions
    <R extends Reply> Future<Buffer> ask(Request<R> question, Function<? super R, ?> view) {
        return ask(question, timeout, view);
    }

    /// Returns the JSON of an answer that may take its own time.
    <R extends Reply> Future<Buffer> ask(
            Request<R> question, Duration timeout, Function<? super R, ?> view) {
        Future<Buffer> same = underWay.get(question);
        if (same != null) {
            return same;
        }
        Future<Buffer> answer =
                mesh.ask(question, timeout)
                        .map(reply -> Buffer.buffer(MeshJson.write(view.apply(reply))));
        underWay.put(question, answer);
        answer.onComplete(_ -> underWay.remove(question, answer));
        return answer;
    }
}
