package io.tickmesh.market.provider;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request, bounded in time from the connection to the last byte, and in size. Not thread-safe; for one context.
final class Fetch {
    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

    /// An answer has a few hundred bytes.
    static final int MAX_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Promise<Fetched> done = Promise.promise();
    private final long timer;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private final Buffer body = Buffer.buffer();

    private Fetch(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        timer =
                vertx.setTimer(
                        timeout.toMillis(),
                        _ ->
                                giveUp(
                                        Outcome.TIMEOUT,
                                        "no answer within " + timeout.toMillis() + " ms"));
    }

    static Fetch begin(Vertx vertx, HttpClient client, RequestOptions options, Duration timeout) {
        Fetch fetch = new Fetch(vertx, timeout);
        client.request(options).onComplete(fetch::connected, fetch::failed);
        return fetch;
    }

    /// Returns how it ended; never fails.
    Future<Fetched> end() {
        return done.future();
    }

    /// Ends the request, unless it has ended, and its connection with it.
    void giveUp(Outcome outcome, String reason) {
        if (finish(new Fetched.Failed(outcome, reason)) && request != null) {
            var _ = request.reset();
        }
    }

    private void connected(HttpClientRequest connected) {
        if (done.future().isComplete()) {
            var _ = connected.reset();
            return;
        }
        request = connected;
        connected.send().onComplete(this::answering, this::failed);
    }

    private void answering(HttpClientResponse answering) {
        response = answering;
        answering.exceptionHandler(this::failed);
        answering.handler(this::read);
        answering.endHandler(_ -> complete(answering));
    }

    private void read(Buffer chunk) {
        if (done.future().isComplete()) {
            return;
        }
        if (body.length() + chunk.length() > MAX_BYTES) {
            giveUp(Outcome.UNREADABLE, "the answer is above " + MAX_BYTES + " bytes");
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void complete(HttpClientResponse complete) {
        finish(new Fetched.Complete(complete.statusCode(), complete.headers(), body));
    }

    private void failed(Throwable failure) {
        LOG.atDebug()
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .log("a price was not fetched");
        giveUp(Outcome.BROKEN, reason(failure));
    }

    private String reason(Throwable failure) {
        if (response != null) {
            return "the connection broke off within the answer";
        }
        return failure instanceof ConnectException
                ? "no connection to the provider"
                : "the connection broke off without an answer";
    }

    private boolean finish(Fetched how) {
        if (!done.tryComplete(how)) {
            return false;
        }
        vertx.cancelTimer(timer);
        return true;
    }
}
