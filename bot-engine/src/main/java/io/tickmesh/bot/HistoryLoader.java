package io.tickmesh.bot;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.ListSymbols;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.Symbols;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks market-stream until it answers: it may run elsewhere and come later. A few questions at a time. Belongs to one context.
final class HistoryLoader {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoader.class);
    private static final int AT_A_TIME = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final Mesh mesh;
    private final ArrayDeque<Runnable> queued = new ArrayDeque<>();
    private int asking;
    private int pausing;
    private boolean closed;

    HistoryLoader(Vertx vertx, Mesh mesh) {
        this.vertx = vertx;
        this.mesh = mesh;
    }

    /// Returns the symbols; never fails because nobody answers.
    Future<Symbols> symbols() {
        return ask(new ListSymbols());
    }

    /// Returns history; fails only if market-stream says that asking again will not help.
    Future<Candles> candles(ListCandles question) {
        return ask(question);
    }

    /// Returns whether nothing is being asked.
    boolean isIdle() {
        return asking == 0 && pausing == 0 && queued.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    /// Asks nothing more; what is answered after this begins nothing.
    void close() {
        closed = true;
        queued.clear();
    }

    private <R extends Reply> Future<R> ask(Request<R> question) {
        Promise<R> answer = Promise.promise();
        enqueue(question, 0, answer);
        return answer.future();
    }

    private <R extends Reply> void enqueue(Request<R> question, int failures, Promise<R> answer) {
        if (!closed) {
            queued.add(() -> attempt(question, failures, answer));
            next();
        }
    }

    private void next() {
        while (asking < AT_A_TIME && !queued.isEmpty()) {
            asking++;
            queued.remove().run();
        }
    }

    private <R extends Reply> void attempt(Request<R> question, int failures, Promise<R> answer) {
        mesh.ask(question, PATIENCE)
                .onComplete(
                        reply -> {
                            asking--;
                            if (!closed) {
                                answer.complete(reply);
                                next();
                            }
                        },
                        failure -> {
                            asking--;
                            if (closed) {
                                return;
                            }
                            if (isHopeless(failure)) {
                                answer.fail(failure);
                            } else {
                                askLater(question, failures + 1, answer, failure);
                            }
                            next();
                        });
    }

    /// Does not keep its turn meanwhile: one series without history must not hold up the others.
    private <R extends Reply> void askLater(
            Request<R> question, int failures, Promise<R> answer, Throwable failure) {
        // At a start the bots are usually ready before the history is: that is no news.
        if (failures >= 8 && Integer.bitCount(failures) == 1) {
            LOG.atWarn()
                    .addKeyValue("question", question)
                    .addKeyValue("failures", failures)
                    .addKeyValue("reason", failure.getMessage())
                    .log("market-stream has not answered yet");
        }
        pausing++;
        vertx.setTimer(
                pause(failures),
                _ -> {
                    pausing--;
                    enqueue(question, failures, answer);
                });
    }

    private static boolean isHopeless(Throwable failure) {
        return failure instanceof RequestFailedException refused
                && switch (refused.failure()) {
                    case INVALID, NOT_FOUND, CONFLICT, OUTDATED -> true;
                    case INTERNAL, UNAVAILABLE, TIMEOUT -> false;
                };
    }

    private static long pause(int failures) {
        long longest =
                Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10));
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }
}
