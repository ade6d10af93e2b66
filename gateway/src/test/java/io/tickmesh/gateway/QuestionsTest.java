package io.tickmesh.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.request.ListBots;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final TestGateway gateway = TestGateway.start();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void sharesOneAnswerAndOneEncodingWhileTheSameQuestionIsUnderWay() {
        AtomicInteger views = new AtomicInteger();
        List<Future<Encoded>> answers =
                on(questions ->
                        List.of(
                                questions.ask(new ListBots(null), bots -> counted(views, bots)),
                                questions.ask(new ListBots(null), bots -> counted(views, bots)),
                                questions.ask(
                                        new ListBots("bot-01"), bots -> counted(views, bots))));

        Encoded first = TestGateway.await(answers.get(0));

        assertThat(TestGateway.await(answers.get(1))).isSameAs(first);
        assertThat(TestGateway.await(answers.get(2))).isNotEqualTo(first);
        assertThat(gateway.services.asked)
                .containsExactly(new ListBots(null), new ListBots("bot-01"));
        assertThat(views).hasValue(2);
    }

    @Test
    void asksAgainOnceTheAnswerHasCome() {
        on(questions ->
                        List.of(
                                questions
                                        .ask(new ListBots(null), bots -> bots)
                                        .compose(_ ->
                                                questions.ask(new ListBots(null), bots -> bots))))
                .forEach(TestGateway::await);

        assertThat(gateway.services.asked).containsExactly(new ListBots(null), new ListBots(null));
    }

    private static <T> T counted(AtomicInteger counter, T value) {
        counter.incrementAndGet();
        return value;
    }

    private List<Future<Encoded>> on(Asker asker) {
        Promise<List<Future<Encoded>>> asked = Promise.promise();
        TestGateway.await(
                gateway.vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                Mesh mesh = gateway.node.join(ServiceName.GATEWAY);
                                asked.complete(
                                        asker.ask(new Questions(mesh, Duration.ofSeconds(5))));
                                return Future.succeededFuture();
                            }
                        }));
        return TestGateway.await(asked.future());
    }

    private interface Asker {
        List<Future<Encoded>> ask(Questions questions);
    }
}
