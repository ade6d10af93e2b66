package io.tickmesh.market.venue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// All of an answer.
record RestAnswer(HttpClientResponse response, Buffer buffer) {
    /// The largest answer is a thousand candles, a fifth of a megabyte; rules of all symbols of an exchange are some ten.
    private static final int MAX_BYTES = 16 << 20;

    /// Sends the request and reads all of its answer. The time-out is for the whole of it: an exchange that sends a byte now
    /// and then is not alive.
    static Future<RestAnswer> read(Vertx vertx, HttpClientRequest request, Duration timeout) {
        Promise<RestAnswer> done = Promise.promise();
        long timer =
                vertx.setTimer(
                        timeout.toMillis(),
                        _ -> giveUp(request, done, "no answer in " + timeout.toMillis() + " ms"));
        request.send()
                .onSuccess(response -> {
                    Buffer body = Buffer.buffer();
                    response.handler(chunk -> {
                        if (body.length() + chunk.length() > MAX_BYTES) {
                            giveUp(request, done, "answer above " + MAX_BYTES + " bytes");
                        } else {
                            body.appendBuffer(chunk);
                        }
                    });
                    response.exceptionHandler(done::tryFail);
                    response.endHandler(_ -> done.tryComplete(new RestAnswer(response, body)));
                })
                .onFailure(done::tryFail);
        return done.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    int status() {
        return response.statusCode();
    }

    @Nullable String header(String name) {
        return response.getHeader(name);
    }

    byte[] body() {
        return buffer.getBytes();
    }

    /// Returns the beginning of the answer, for people.
    String sample() {
        return buffer.getString(0, Math.min(200, buffer.length()));
    }

    private static void giveUp(HttpClientRequest request, Promise<?> done, String reason) {
        if (done.tryFail(reason)) {
            var _ = request.reset();
        }
    }
}
