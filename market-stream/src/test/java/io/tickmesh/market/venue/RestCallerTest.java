package io.tickmesh.market.venue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.market.feed.RequestBudget;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestCallerTest {
    private static final int AT_ONCE = 4;

    private final Vertx vertx = Vertx.vertx();
    private final Gate gate = new Gate();
    private final AtomicInteger refusals = new AtomicInteger(2 * AT_ONCE);
    private int port;

    @BeforeEach
    void start() throws Exception {
        HttpServer server = vertx.createHttpServer();
        server.requestHandler(request ->
                request.response()
                        .setStatusCode(refusals.getAndDecrement() > 0 ? 429 : 200)
                        .end("{}")
                        .onFailure(_ -> {
                            // The client is gone.
                        }));
        port = get(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void takesRefusalsOfRequestsThatWereUnderWayTogetherForOne() throws Exception {
        CompletableFuture<List<Integer>> answers = new CompletableFuture<>();
        vertx.runOnContext(_ -> {
            RestCaller calls = caller();
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                asked.add(calls.get("x", 1, Urgency.SOON, body -> body.length));
            }
            Future.all(asked)
                    .<List<Integer>>map(all -> all.list())
                    .onComplete(answers::complete, answers::completeExceptionally);
        });

        assertThat(answers.get(10, TimeUnit.SECONDS)).containsOnly(2);
        assertThat(gate.pauses)
                .startsWith(
                        Collections.nCopies(AT_ONCE, Duration.ofSeconds(10))
                                .toArray(Duration[]::new))
                .endsWith(
                        Collections.nCopies(AT_ONCE, Duration.ofSeconds(20))
                                .toArray(Duration[]::new))
                .hasSize(2 * AT_ONCE);
    }

    private RestCaller caller() {
        ConnectionSettings settings =
                new ConnectionSettings(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(10),
                        0,
                        Duration.ofHours(1),
                        Duration.ofSeconds(1));
        return new RestCaller(
                vertx,
                "test",
                URI.create("http://127.0.0.1:" + port),
                settings,
                gate,
                AT_ONCE,
                new SimpleMeterRegistry());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// Lets the requests through in rounds: again when all of the last round were refused.
    private static final class Gate implements RequestBudget {
        private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
        private int taken;

        @Override
        public void share(int nodes) {}

        @Override
        public Duration take(int weight) {
            if (taken > 0 && taken % AT_ONCE == 0 && pauses.size() < taken) {
                return Duration.ofMillis(5);
            }
            taken++;
            return Duration.ZERO;
        }

        @Override
        public Duration takeSpare(int weight) {
            return take(weight);
        }

        @Override
        public void reported(int usedByAll) {}

        @Override
        public void blockFor(Duration wait) {
            pauses.add(wait);
        }

        @Override
        public int used() {
            return taken;
        }
    }
}
