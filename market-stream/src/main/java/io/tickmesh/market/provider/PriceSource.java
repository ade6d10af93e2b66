package io.tickmesh.market.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.request.ProviderPrices;
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
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One price provider. Its requests are under way together, up to a limit that all questions share; the questions take turns,
/// so that a short one does not wait for a long one. Redirects are not followed: the key is for this provider only. Not
/// thread-safe; for one context.
final class PriceSource {
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final Vertx vertx;
    private final String name;
    private final SourceConfig config;
    private final String base;
    private final RequestLimit limit;
    private final Dialect dialect;
    private final AnswerReader reader;
    private final HttpClient client;
    private final PriceMeters meters;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private volatile int inFlight;

    /// @param base where the paths of the provider begin
    PriceSource(
            Vertx vertx,
            String name,
            SourceConfig config,
            URI base,
            RequestLimit limit,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.name = name;
        this.config = config;
        this.base = base.toString().replaceAll("/+$", "");
        this.limit = limit;
        this.dialect = config.kind().dialect();
        this.reader = new AnswerReader(dialect, config.key());
        this.meters = new PriceMeters(meters, name, () -> inFlight);
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) config.timeout().toMillis())
                                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                        new PoolOptions().setHttp1MaxSize(config.inFlight()));
    }

    /// Asks for all of the symbols; never fails.
    ///
    /// @param within by when there is an answer; symbols without a price have an error then
    Future<ProviderPrices> prices(List<String> symbols, Duration within) {
        Question question = new Question(symbols);
        long timer =
                vertx.setTimer(
                        within.toMillis(),
                        _ -> question.giveUp("no answer within " + within.toMillis() + " ms"));
        questions.add(question);
        waiting.add(question);
        askNext();
        return question.done
                .future()
                .onComplete(_ -> {
                    vertx.cancelTimer(timer);
                    questions.remove(question);
                });
    }

    /// Ends everything that is under way.
    Future<Void> close() {
        List.copyOf(questions).forEach(question -> question.giveUp("stopped"));
        return client.close();
    }

    private void askNext() {
        while (inFlight < config.inFlight() && !waiting.isEmpty()) {
            Question question = waiting.remove();
            String symbol = question.aggregation.next();
            if (question.aggregation.hasNext()) {
                waiting.add(question);
            }
            Duration pause = limit.take(dialect.weight());
            if (pause.isZero()) {
                ask(question, symbol);
            } else {
                question.add(
                        Answer.error(
                                symbol,
                                Outcome.PAUSED,
                                "not asked: the provider's request limit demands a pause of another %d ms"
                                        .formatted(pause.toMillis())));
            }
        }
    }

    private void ask(Question question, String symbol) {
        long begun = System.nanoTime();
        inFlight(1);
        Fetch fetch = Fetch.begin(vertx, client, request(symbol), config.timeout());
        question.underWay.put(symbol, fetch);
        var _ =
                fetch.end()
                        .onSuccess(how -> {
                            inFlight(-1);
                            question.underWay.remove(symbol);
                            meters.requestTook(System.nanoTime() - begun);
                            question.add(answer(symbol, how));
                            askNext();
                        });
    }

    private RequestOptions request(String symbol) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(base + dialect.path(symbol))
                        .putHeader("user-agent", "tickmesh")
                        .setFollowRedirects(false)
                        .setConnectTimeout(config.timeout().toMillis());
        ApiKey key = config.key();
        return key == null ? options : options.putHeader("authorization", "Bearer " + key.value());
    }

    private Answer answer(String symbol, Fetched how) {
        return switch (how) {
            case Fetched.Failed(Outcome outcome, String reason) ->
                    Answer.error(symbol, outcome, reason);
            case Fetched.Complete complete -> {
                limit.heed(complete.status(), complete.headers());
                yield reader.read(symbol, complete.status(), complete.body().getBytes());
            }
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread, read by the monitoring
    private void inFlight(int change) {
        inFlight += change;
    }

    /// Somebody's question and the requests that are under way for it.
    private final class Question {
        private final Aggregation aggregation;
        private final Map<String, Fetch> underWay = new HashMap<>();
        private final Promise<ProviderPrices> done = Promise.promise();
        private final long begun = System.nanoTime();

        Question(List<String> symbols) {
            aggregation = new Aggregation(symbols);
        }

        void add(Answer answer) {
            if (!aggregation.add(answer.item())) {
                return;
            }
            meters.ended(answer.outcome());
            if (aggregation.isComplete()) {
                long took = System.nanoTime() - begun;
                meters.questionTook(took);
                done.complete(
                        new ProviderPrices(
                                name, aggregation.items(), Duration.ofNanos(took).toMillis()));
            }
        }

        void giveUp(String reason) {
            waiting.remove(this);
            List<Fetch> ending = List.copyOf(underWay.values());
            for (String symbol : aggregation.giveUp()) {
                add(Answer.error(symbol, Outcome.TOO_LATE, reason));
            }
            ending.forEach(fetch -> fetch.giveUp(Outcome.TOO_LATE, reason));
        }
    }
}
