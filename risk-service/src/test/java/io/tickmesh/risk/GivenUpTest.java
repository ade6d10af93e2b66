package io.tickmesh.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.ListPositions;
import io.tickmesh.mesh.request.RecallTradingEvents;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.LiveTime;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An account that is given up, as soon as a bot engine was asked something for it that it cannot answer.
class GivenUpTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeshNode node =
            new MeshNode("node", Instant.now(), () -> new LiveTime(vertx), meters);
    private final Desks desks =
            new Desks(
                    Fixtures.config(),
                    new DataTime(Fixtures.NOON),
                    () -> 0,
                    true,
                    Fixtures.ORIGIN::header,
                    _ -> {},
                    _ -> {});
    private final HeldAccount account = desks.add("main", new Taken(1, Fixtures.nothing()));
    private final AtomicInteger questions = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void nobodyAsksWhatItsBotsDidMeanwhile() throws Exception {
        ask(mesh ->
                new CatchUp(
                                vertx,
                                mesh,
                                _ -> {},
                                _ -> {},
                                () -> HeldAccount.anyStays(List.of(account)),
                                Instant.now())
                        .start());

        assertThat(questions).hasValue(1);
    }

    @Test
    void nobodyAsksForItsPositions() throws Exception {
        ask(mesh ->
                new PositionWatch(
                                vertx,
                                mesh,
                                desks,
                                new RiskMeters(meters, Fixtures.config()),
                                () -> {},
                                Duration.ofSeconds(1))
                        .learn(List.of(account)));

        assertThat(questions).hasValue(1);
    }

    /// Returns when whoever asks has stopped.
    private void ask(Function<Mesh, Future<Void>> asker) throws Exception {
        await(vertx.deployVerticle(node));
        await(
                vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                Mesh engine = node.join(ServiceName.BOT_ENGINE);
                                return Future.all(
                                                engine.serve(
                                                        ListPositions.class,
                                                        _ -> refuseAndGiveUp()),
                                                engine.serve(
                                                        RecallTradingEvents.class,
                                                        _ -> refuseAndGiveUp()))
                                        .compose(_ ->
                                                asker.apply(node.join(ServiceName.RISK_SERVICE)));
                            }
                        }));
    }

    private <R extends Reply> Future<R> refuseAndGiveUp() {
        questions.incrementAndGet();
        account.leave();
        return Future.failedFuture(new RequestFailedException(Failure.UNAVAILABLE, "not yet"));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
