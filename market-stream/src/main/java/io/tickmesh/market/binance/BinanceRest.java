package io.tickmesh.market.binance;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.market.feed.Backoff;
import io.tickmesh.market.feed.WeightBudget;
import io.tickmesh.market.wire.ExchangeInfo;
import io.tickmesh.market.wire.KlineParser;
import io.tickmesh.market.wire.MalformedException;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.market.SymbolRules;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Binance's public REST requests, through one budget of request weight. Requests wait for their turn, and are repeated with
/// back-off until there is a usable answer: a future of this class fails only when the client is closed. Not thread-safe; for
/// one context.
public final class BinanceRest {
    private static final Logger LOG = LoggerFactory.getLogger(BinanceRest.class);
    private static final int TIME_WEIGHT = 1;
    private static final int KLINES_WEIGHT = 2;
    private static final int EXCHANGE_INFO_WEIGHT = 20;

    /// The largest answer is a thousand candles, a fifth of a megabyte; rules of all symbols of the exchange are some ten.
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    private static final long SLOW_DOWN_SECONDS = 10;
    private static final long BAN_SECONDS = 120;

    private final Vertx vertx;
    private final HttpClient client;
    private final String base;
    private final Duration timeout;
    private final WeightBudget budget;
    private final int maxInFlight;
    private final Supplier<Backoff> backoffs;
    private final MeterRegistry meters;
    private final KlineParser klineParser = new KlineParser();
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private int inFlight;
    private boolean turnScheduled;
    private long failuresInARow;
    private boolean closed;

    /// @param base URL to which `/api/v3` is appended
    /// @param maxInFlight requests under way at the same time
    /// @param timeout for connecting and for an answer
    /// @param backoffs makes the waits between the attempts of a request
    public BinanceRest(
            Vertx vertx,
            URI base,
            WeightBudget budget,
            int maxInFlight,
            Duration timeout,
            Supplier<Backoff> backoffs,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.base = base.toString().replaceAll("/+$", "") + "/api/v3/";
        this.budget = budget;
        this.maxInFlight = maxInFlight;
        this.timeout = timeout;
        this.backoffs = backoffs;
        this.meters = meters;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDecompressionSupported(true)
                                .setConnectTimeout((int) timeout.toMillis()),
                        new PoolOptions().setHttp1MaxSize(maxInFlight));
    }

    /// Asks for the exchange's time, epoch milliseconds.
    public Future<Long> time() {
        return call("time", TIME_WEIGHT, ExchangeInfo::time);
    }

    /// Asks for the rules of `symbols`.
    public Future<List<SymbolRules>> rules(List<String> symbols) {
        String names =
                symbols.stream()
                        .map(symbol -> '"' + symbol + '"')
                        .collect(Collectors.joining(",", "[", "]"));
        return call(
                "exchangeInfo?symbols=" + URLEncoder.encode(names, StandardCharsets.UTF_8),
                EXCHANGE_INFO_WEIGHT,
                answer -> ExchangeInfo.rules(answer, symbols));
    }

    /// Asks for candles that open before `untilMillis`, the newest `limit` of them, oldest first.
    ///
    /// @param fromMillis only candles that open then or later, if there is a value
    /// @param limit 1 to 1000
    public Future<List<Candle>> klines(
            String symbol,
            Interval interval,
            OptionalLong fromMillis,
            long untilMillis,
            int limit) {
        String path =
                "klines?symbol=%s&interval=%s&limit=%d&endTime=%d%s"
                        .formatted(
                                symbol,
                                interval.code(),
                                limit,
                                untilMillis - 1,
                                fromMillis.isPresent()
                                        ? "&startTime=" + fromMillis.getAsLong()
                                        : "");
        return call(path, KLINES_WEIGHT, klineParser::parse);
    }

    /// Gives up everything that is waiting or under way.
    public void close() {
        closed = true;
        var _ = client.close();
        for (Call<?> call = waiting.poll(); call != null; call = waiting.poll()) {
            call.giveUp();
        }
    }

    private <T> Future<T> call(String path, int weight, Parser<T> parser) {
        Call<T> call = new Call<>(path, weight, parser, Promise.promise(), backoffs.get());
        waiting.add(call);
        nextTurn();
        return call.promise.future();
    }

    private void nextTurn() {
        while (!turnScheduled && !closed && inFlight < maxInFlight) {
            Call<?> next = waiting.peek();
            if (next == null) {
                return;
            }
            Duration wait = budget.take(next.weight);
            if (wait.isPositive()) {
                turnScheduled = true;
                vertx.setTimer(
                        wait.toMillis() + 1,
                        _ -> {
                            turnScheduled = false;
                            nextTurn();
                        });
                return;
            }
            waiting.remove();
            send(next);
        }
    }

    private void send(Call<?> call) {
        inFlight++;
        client.request(
                        new RequestOptions()
                                .setMethod(HttpMethod.GET)
                                .setAbsoluteURI(base + call.path)
                                .putHeader("user-agent", "tickmesh")
                                .setFollowRedirects(true)
                                .setConnectTimeout(timeout.toMillis()))
                .compose(this::answer)
                .onComplete(
                        answer -> {
                            inFlight--;
                            answered(call, answer);
                            nextTurn();
                        },
                        failure -> {
                            inFlight--;
                            count("failed");
                            repeat(call, String.valueOf(failure.getMessage()));
                            nextTurn();
                        });
    }

    /// Reads all of an answer. The time-out is for the whole of it: an exchange that sends a byte now and then is not alive.
    private Future<Answer> answer(HttpClientRequest request) {
        Promise<Answer> done = Promise.promise();
        long timer =
                vertx.setTimer(
                        timeout.toMillis(),
                        _ -> giveUp(request, done, "no answer in " + timeout.toMillis() + " ms"));
        request.send()
                .onSuccess(response -> {
                    Buffer body = Buffer.buffer();
                    response.handler(chunk -> {
                        if (body.length() + chunk.length() > MAX_ANSWER_BYTES) {
                            giveUp(request, done, "answer above " + MAX_ANSWER_BYTES + " bytes");
                        } else {
                            body.appendBuffer(chunk);
                        }
                    });
                    response.exceptionHandler(done::tryFail);
                    response.endHandler(_ -> done.tryComplete(new Answer(response, body)));
                })
                .onFailure(done::tryFail);
        return done.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private static void giveUp(HttpClientRequest request, Promise<?> done, String reason) {
        if (done.tryFail(reason)) {
            var _ = request.reset();
        }
    }

    private void answered(Call<?> call, Answer answer) {
        HttpClientResponse response = answer.response;
        Buffer body = answer.body;
        int status = response.statusCode();
        count(String.valueOf(status));
        number(response.getHeader("x-mbx-used-weight-1m"))
                .ifPresent(used -> budget.reported((int) used));
        if (status == 429 || status == 418) {
            Duration pause =
                    Duration.ofSeconds(
                            number(response.getHeader("retry-after"))
                                    .orElse(status == 429 ? SLOW_DOWN_SECONDS : BAN_SECONDS));
            budget.blockFor(pause);
            LOG.atWarn()
                    .addKeyValue("status", status)
                    .addKeyValue("pause", pause)
                    .log("the exchange demands a pause of requests");
            again(call);
        } else if (status != 200) {
            String text = body.toString();
            repeat(call, "HTTP " + status + " " + text.substring(0, Math.min(200, text.length())));
        } else {
            try {
                call.complete(body.getBytes());
                succeeded();
            } catch (MalformedException | IllegalArgumentException e) {
                repeat(call, "unusable answer: " + e.getMessage());
            }
        }
    }

    private void succeeded() {
        if (failuresInARow > 0) {
            LOG.atInfo()
                    .addKeyValue("failures", failuresInARow)
                    .log("the exchange answers requests again");
            failuresInARow = 0;
        }
    }

    private void repeat(Call<?> call, String reason) {
        if (closed) {
            call.giveUp();
            return;
        }
        Duration wait = call.backoff.next();
        // The first failures are news; when an outage lasts, one line now and then is enough.
        if (Long.bitCount(++failuresInARow) == 1) {
            LOG.atWarn()
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
            call.giveUp();
        } else {
            waiting.addFirst(call);
            nextTurn();
        }
    }

    private void count(String status) {
        meters.counter("tickmesh.feed.rest.requests", "status", status).increment();
    }

    private static OptionalLong number(@Nullable String header) {
        return header != null && header.matches("\\d{1,9}")
                ? OptionalLong.of(Long.parseLong(header))
                : OptionalLong.empty();
    }

    private record Answer(HttpClientResponse response, Buffer body) {}

    /// Reads the body of an answer.
    @FunctionalInterface
    private interface Parser<T> {
        T parse(byte[] answer) throws MalformedException;
    }

    private record Call<T>(
            String path, int weight, Parser<T> parser, Promise<T> promise, Backoff backoff) {
        void complete(byte[] answer) throws MalformedException {
            promise.complete(parser.parse(answer));
        }

        void giveUp() {
            promise.fail("the connection to the exchange was closed on purpose");
        }
    }
}
