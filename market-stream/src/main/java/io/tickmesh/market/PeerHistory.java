package io.tickmesh.market;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks other nodes for the candles that they have kept, which costs the exchange nothing. A few questions at a time: an answer is
/// large, and the other node has prices to publish. For one context.
final class PeerHistory {
    /// How late a node may be with a candle that has ended.
    static final long LATE_MILLIS = 2_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int AT_A_TIME = 2;

    private final Mesh mesh;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private int asking;

    PeerHistory(Mesh mesh) {
        this.mesh = mesh;
    }

    /// Returns the newest candles that have ended, oldest first, of the first of these nodes that keeps them; fails if none does.
    Future<List<Candle>> candles(List<String> nodes, String symbol, Interval interval, int limit) {
        ListCandles question = new ListCandles(symbol, interval, limit, null);
        return inTurn(() -> ask(nodes, question)).map(Candles::items);
    }

    private Future<Candles> ask(List<String> nodes, ListCandles question) {
        Future<Candles> answer = mesh.askNode(nodes.getFirst(), question, TIMEOUT);
        List<String> others = nodes.subList(1, nodes.size());
        return others.isEmpty()
                ? answer
                : answer.recover(failure ->
                        isSilent(failure) ? Future.failedFuture(failure) : ask(others, question));
    }

    /// No more wait than there are series.
    private <T> Future<T> inTurn(Supplier<Future<T>> question) {
        Promise<T> promise = Promise.promise();
        waiting.add(
                new Turn(
                        () ->
                                question.get()
                                        .onFailure(this::giveUpIfSilent)
                                        .onComplete(_ -> next())
                                        .onComplete(promise),
                        promise::fail));
        if (asking < AT_A_TIME) {
            asking++;
            next();
        }
        return promise.future();
    }

    private void next() {
        Turn turn = waiting.poll();
        if (turn == null) {
            asking--;
        } else {
            turn.question.run();
        }
    }

    /// Who does not answer one question will not answer the others: the exchange is asked instead, before time is lost.
    private void giveUpIfSilent(Throwable failure) {
        if (isSilent(failure)) {
            List<Turn> rest = List.copyOf(waiting);
            waiting.clear();
            rest.forEach(turn -> turn.refuse.accept(failure));
        }
    }

    private static boolean isSilent(Throwable failure) {
        return failure instanceof RequestFailedException refused
                && refused.failure() == Failure.TIMEOUT;
    }

    private record Turn(Runnable question, Consumer<Throwable> refuse) {}
}
