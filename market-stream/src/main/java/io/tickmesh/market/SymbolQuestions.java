package io.tickmesh.market;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Answers what is asked about one symbol. Its owner does, or whoever still streams it: a symbol has its next owner at once, but that
/// one has yet to open it and to take its history over. For one context.
final class SymbolQuestions {
    /// How long another node may take to answer.
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Mesh mesh;
    private final List<Feed> feeds;

    SymbolQuestions(Mesh mesh, List<Feed> feeds) {
        this.mesh = mesh;
        this.feeds = feeds;
    }

    /// Answers questions of that type.
    ///
    /// @param answer what the feed of the symbol says; must fail with [Failure#UNAVAILABLE] if this node does not stream it
    <R extends Reply, Q extends Request<R>> Future<Void> serve(
            Class<Q> type,
            Function<? super Q, String> symbol,
            BiFunction<Feed, ? super Q, Future<R>> answer) {
        return mesh.serve(
                type,
                question -> own(question, symbol.apply(question), answer),
                question -> mesh.settled().compose(_ -> any(question, symbol.apply(question))));
    }

    private <R extends Reply, Q extends Request<R>> Future<R> own(
            Q question, String symbol, BiFunction<Feed, ? super Q, Future<R>> answer) {
        if (!mesh.presence().isSettled()) {
            // What it knows may be long past.
            return refuse(
                    Failure.UNAVAILABLE,
                    "%s does not know yet who streams %s".formatted(mesh.node(), symbol));
        }
        return feeds.stream()
                .filter(feed -> feed.serves(symbol))
                .findFirst()
                .map(feed -> answer.apply(feed, question))
                .orElseGet(() -> refuse(Failure.NOT_FOUND, "no feed serves the symbol " + symbol));
    }

    private <R extends Reply> Future<R> any(Request<R> question, String symbol) {
        String owner = mesh.ownership().owner(symbol);
        return mesh.askNode(owner, question, TIMEOUT)
                .recover(failure ->
                        isUnavailable(failure)
                                ? others(question, owner).recover(_ -> Future.failedFuture(failure))
                                : Future.failedFuture(failure));
    }

    /// All at once: those that do not stream it say so in few bytes.
    private <R extends Reply> Future<R> others(Request<R> question, String owner) {
        List<Future<R>> asked =
                mesh.presence().nodes().stream()
                        .filter(node -> node.services().containsKey(ServiceName.MARKET_STREAM))
                        .map(Heartbeat::node)
                        .filter(node -> !node.equals(owner))
                        .map(node -> mesh.askNode(node, question, TIMEOUT))
                        .toList();
        return Future.any(asked)
                .map(_ -> asked.stream().filter(Future::succeeded).findFirst())
                .map(first -> first.orElseThrow().result());
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof RequestFailedException refused
                && refused.failure() == Failure.UNAVAILABLE;
    }

    private static <T> Future<T> refuse(Failure failure, String message) {
        return Future.failedFuture(new RequestFailedException(failure, message));
    }
}
