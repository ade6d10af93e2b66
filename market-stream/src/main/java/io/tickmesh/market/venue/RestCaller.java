package io.tickmesh.market.venue;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.feed.RequestBudget;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks an exchange over HTTP through one budget of request weight. Requests wait for their turn, and are repeated with back-off
/// until there is a usable answer: a future of this class fails only when it is closed. Not thread-safe; for one context.
public final class RestCaller {
    private static final Logger LOG = LoggerFactory.getLogger(RestCaller.class);
    private static final String CLOSED = "the connection to the exchange was closed on purpose";

    private final Vertx vertx;
    private final HttpClient client;
    private final String venue;
    private final String base;
    private final ConnectionSettings settings;
    private final RequestBudget budget;
    private final int maxInFlight;
    private final MeterRegistry meters;
    private final Pauses pauses = new Pauses();
    private final Deque<Call<?>> soon = new ArrayDeque<>();
    private final Deque<Call<?>> spare = new ArrayDeque<>();
    private int inFlight;
    private boolean turnScheduled;
    private long failuresInARow;
    private long refusals;
    private boolean closed;

    /// @param venue name of the exchange, for meters and the log
    /// @param base URL to which paths are appended
    /// @param maxInFlight requests under way at the same time
    public RestCaller(
            Vertx vertx,
            String venue,
            URI base,
            ConnectionSettings settings,
            RequestBudget budget,
            int maxInFlight,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.venue = venue;
        this.base = base.toString().replaceAll("/+$", "") + "/";
        this.settings = settings;
        this.budget = budget;
        this.maxInFlight = maxInFlight;
        this.meters = meters;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDecompressionSupported(true)
                                .setConnectTimeout((int) settings.requestTimeout().toMillis()),
                        new PoolOptions().setHttp1MaxSize(maxInFlight));
    }

    /// Asks until there is an answer that `parser` can read.
    ///
    /// @param path without a slash in front
    /// @param weight what the exchange takes out of the budget for it
    public <T> Future<T> get(String path, int weight, Urgency urgency, Parser<T> parser) {
        Call<T> call =
                new Call<>(
                        path,
                        weight,
                        urgency,
                        parser,
                        Promise.promise(),
                        new Backoff(
                                settings.reconnectFirst(),
                                settings.reconnectCap(),
                                settings.reconnectJitter(),
                                RandomGenerator.getDefault()));
        if (closed) {
            call.promise.fail(CLOSED);
        } else {
            waiting(urgency).addLast(call);
            nextTurn();
        }
        return call.promise.future();
    }

    /// Gives up everything that waits or is under way.
    public void close() {
        closed = true;
        var _ = client.close();
        soon.forEach(call -> call.promise.fail(CLOSED));
        spare.forEach(call -> call.promise.fail(CLOSED));
        soon.clear();
        spare.clear();
    }

    private Deque<Call<?>> waiting(Urgency urgency) {
        return switch (urgency) {
            case SOON -> soon;
            case SPARE -> spare;
        };
    }

    private void nextTurn() {
        while (!turnScheduled && !closed && inFlight < maxInFlight) {
            Call<?> next = soon.isEmpty() ? spare.peek() : soon.peek();
            if (next == null) {
                return;
            }
            Duration wait =
                    switch (next.urgency) {
                        case SOON -> budget.take(next.weight);
                        case SPARE -> budget.takeSpare(next.weight);
                    };
            if (!wait.isPositive()) {
                waiting(next.urgency).remove();
                send(next);
            } else {
                turnScheduled = true;
                // What is urgent does not wait for what is not.
                long longest = next.urgency == Urgency.SPARE ? 1_000 : Long.MAX_VALUE;
                vertx.setTimer(
                        Math.min(longest, wait.toMillis() + 1),
                        _ -> {
                            turnScheduled = false;
                            nextTurn();
                        });
            }
        }
    }

    private void send(Call<?> call) {
        inFlight++;
        long refusalsBefore = refusals;
        client.request(
                        new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setAbsoluteURI(base + call.path)
                                .putHeader("user-agent", "tickmesh")
                                .setFollowRedirects(true)
                                .setConnectTimeout(settings.requestTimeout().toMillis()))
                .compose(request -> RestAnswer.read(vertx, request, settings.requestTimeout()))
                .onComplete(
                        answer -> {
                            inFlight--;
                            answered(call, answer, refusals > refusalsBefore);
                            nextTurn();
                        },
                        failure -> {
                            inFlight--;
                            count("failed");
                            repeat(call, String.valueOf(failure.getMessage()));
                            nextTurn();
                        });
    }

    private void answered(Call<?> call, RestAnswer answer, boolean refusedSince) {
        count(String.valueOf(answer.status()));
        number(answer.header("x-mbx-used-weight-1m"))
                .ifPresent(used -> budget.reported((int) used));
        if (answer.status() == 429 || answer.status() == 418) {
            refusals++;
            Duration pause =
                    pauses.after(answer.status(), answer.header("retry-after"), refusedSince);
            pause(call, "HTTP " + answer.status(), pause);
        } else if (answer.status() != 200) {
            repeat(call, "HTTP " + answer.status() + " " + answer.sample());
        } else {
            try {
                call.complete(answer.body());
                succeeded();
            } catch (LimitExceededException e) {
                pause(call, e.getMessage(), e.pause());
            } catch (MalformedException | RuntimeException e) {
                repeat(call, "unusable answer: " + e.getMessage());
            }
        }
    }

    private void pause(Call<?> call, @Nullable String reason, Duration pause) {
        budget.blockFor(pause);
        LOG.atWarn()
                .addKeyValue("venue", venue)
                .addKeyValue("reason", reason)
                .addKeyValue("pause", pause)
                .log("the exchange demands a pause of requests");
        again(call);
    }

    private void succeeded() {
        pauses.reset();
        if (failuresInARow > 0) {
            LOG.atInfo()
                    .addKeyValue("venue", venue)
                    .addKeyValue("failures", failuresInARow)
                    .log("the exchange answers requests again");
            failuresInARow = 0;
        }
    }

    private void repeat(Call<?> call, String reason) {
        if (closed) {
            call.promise.tryFail(CLOSED);
            return;
        }
        Duration wait = call.backoff.next();
        // The first failures are news; when an outage lasts, one line now and then is enough.
        if (Long.bitCount(++failuresInARow) == 1) {
            LOG.atWarn()
                    .addKeyValue("venue", venue)
                    .addKeyValue("request", call.path)
                    .addKeyValue("reason", reason)
                    .addKeyValue("failures", failuresInARow)
                    .addKeyValue("retryIn", wait)
                    .log("a request to the exchange failed, it will be repeated");
        }
        vertx.setTimer(wait.toMillis(), _ -> again(call));
    }

    private void again(Call<?> call) {
        if (closed) {
            call.promise.tryFail(CLOSED);
        } else {
            waiting(call.urgency).addFirst(call);
            nextTurn();
        }
    }

    private void count(String status) {
        meters.counter("tickmesh.feed.rest.requests", "feed", venue, "status", status).increment();
    }

    private static OptionalLong number(@Nullable String header) {
        return header != null && header.matches("\\d{1,9}")
                ? OptionalLong.of(Long.parseLong(header))
                : OptionalLong.empty();
    }

    /// Reads the body of an answer.
    @FunctionalInterface
    public interface Parser<T> {
        /// Returns what the answer says.
        ///
        /// @throws MalformedException if it cannot be read; the request is repeated, as after any unchecked exception
        /// @throws LimitExceededException if it is a demand to slow down
        T parse(byte[] answer) throws MalformedException, LimitExceededException;
    }

    private record Call<T>(
            String path,
            int weight,
            Urgency urgency,
            Parser<T> parser,
            Promise<T> promise,
            Backoff backoff) {
        void complete(byte[] answer) throws MalformedException, LimitExceededException {
            T value = parser.parse(answer);
            promise.tryComplete(value);
        }
    }
}
