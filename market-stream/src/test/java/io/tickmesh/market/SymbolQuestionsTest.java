package io.tickmesh.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickmesh.mesh.cluster.Heartbeat;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.tickmesh.mesh.market.Candle;
import io.tickmesh.mesh.market.Interval;
import io.tickmesh.mesh.request.Candles;
import io.tickmesh.mesh.request.GetFeeds;
import io.tickmesh.mesh.request.ListCandles;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A node that streams a symbol whose next owner is another one: there is none but its heartbeats and what it answers.
class SymbolQuestionsTest extends OneFeed {
    private static final ListCandles QUESTION = new ListCandles(BTC, Interval.M1, 1000, null);

    @Test
    void whoStillStreamsASymbolAnswersUntilItsNextOwnerCan() throws Exception {
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);
        List<Candle> kept = listed(BTC);

        next(asked -> asked.fail(Failure.UNAVAILABLE.code(), "not loaded yet"));

        assertThat(observer.ask(QUESTION).items()).isEqualTo(kept);
    }

    @Test
    void theNextOwnerAnswersAsSoonAsItCan() throws Exception {
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);

        next(asked -> asked.reply(new Candles(BTC, Interval.M1, List.of(bar(7)), null)));

        assertThat(listed(BTC)).containsExactly(bar(7));
    }

    @Test
    void whatTheNextOwnerRefusesForGoodIsRefused() throws Exception {
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);

        next(asked -> asked.fail(Failure.INVALID.code(), "too many"));

        assertThat(failureOf(QUESTION)).isEqualTo(Failure.INVALID);
    }

    @Test
    void aNodeThatHasStoppedStreamingDoesNotAnswerWithWhatItKnew() throws Exception {
        start(config());
        MeshObserver.await("history", () -> listed(BTC).size() == 15);
        assertThat(alone(QUESTION).items()).hasSize(15);

        get(vertx.undeploy(stream));

        assertThatThrownBy(() -> alone(QUESTION))
                .hasRootCauseMessage("the history of BTCUSDT 1m is not loaded yet");
        assertThat(alone(new GetFeeds()).items().getFirst().symbols()).isEmpty();
    }

    /// Asks the node itself, which does not hand the question on.
    private <R extends Reply> R alone(Request<R> question) throws Exception {
        return get(observer.mesh().askNode("test", question, Duration.ofSeconds(2)));
    }

    /// Another node lives now, and BTCUSDT is to be its own.
    private void next(Consumer<Message<Object>> answer) {
        String next =
                IntStream.range(0, 100)
                        .mapToObj(i -> "next-" + i)
                        .filter(name ->
                                new Ownership("", () -> List.of("test", name))
                                        .owner(BTC)
                                        .equals(name))
                        .findFirst()
                        .orElseThrow();
        var _ = vertx.eventBus().consumer("node." + next, answer::accept);
        beat(next);
        vertx.setPeriodic(500, _ -> beat(next));
        MeshObserver.await(
                "the next owner",
                () -> observer.mesh().presence().ready(ServiceName.MARKET_STREAM).contains(next));
    }

    private void beat(String name) {
        Heartbeat heartbeat =
                new Heartbeat(
                        name,
                        Instant.EPOCH,
                        1,
                        Map.of(ServiceName.MARKET_STREAM, ServiceState.READY),
                        List.of(),
                        Map.of(),
                        Map.of());
        vertx.eventBus().publish("mesh.presence", heartbeat);
    }
}
