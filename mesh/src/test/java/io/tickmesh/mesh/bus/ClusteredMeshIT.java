package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.vertx.core.Future;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two real members of a cluster in one JVM: what passes by reference at home is encoded here.
final class ClusteredMeshIT {
    private static final Set<Class<? extends Event>> EVENTS =
            Arrays.stream(Event.class.getPermittedSubclasses())
                    .filter(type -> type != PriceUpdated.class)
                    .map(type -> type.<Event>asSubclass(Event.class))
                    .collect(Collectors.toUnmodifiableSet());

    private static ClusterMember alpha;
    private static ClusterMember beta;

    @BeforeAll
    static void joinsTwoNodes() throws Exception {
        List<ClusterConfig> configs = ClusterMember.configs(2);
        alpha = ClusterMember.start(configs.get(0), "alpha", ServiceName.MARKET_STREAM);
        beta = ClusterMember.start(configs.get(1), "beta", ServiceName.GATEWAY);
        alpha.awaits(Set.of("alpha", "beta"));
        beta.awaits(Set.of("alpha", "beta"));
    }

    @AfterAll
    static void leaves() throws Exception {
        beta.close();
        alpha.close();
    }

    @Test
    void everyEventCrossesToTheOtherNode() throws Exception {
        BlockingQueue<Event> read = new ArrayBlockingQueue<>(100);
        BoundedInbox<Event> inbox =
                beta.mesh().onEvents(EVENTS, BoundedInbox.named("it.events", 100), read::add);
        List<Event> sent =
                JsonCodec.TYPES.values().stream()
                        .filter(EVENTS::contains)
                        .map(type -> (Event) Samples.full(type))
                        .toList();

        sent.forEach(alpha.mesh()::publish);

        for (int i = 0; i < sent.size(); i++) {
            assertThat(read.poll(10, TimeUnit.SECONDS)).isIn(sent);
        }
        beta.mesh().close(inbox);
    }

    @Test
    void pricesCrossInOrderAndWithoutAGap() throws Exception {
        BlockingQueue<PriceUpdated> read = new ArrayBlockingQueue<>(5_000);
        BoundedInbox<PriceUpdated> inbox =
                beta.mesh().onPrices(BoundedInbox.named("it.prices", 5_000), read::add);
        List<PriceUpdated> sent =
                IntStream.range(0, 2_000)
                        .mapToObj(i ->
                                new PriceUpdated(
                                        "alpha", i, i, i, i, "BTCUSDT", 60_000.01, 1, 60_000.02, 2,
                                        60_000.01, 0.5))
                        .toList();

        for (int from = 0; from < sent.size(); from += 100) {
            alpha.mesh().publishPrices(sent.subList(from, from + 100));
        }

        for (PriceUpdated price : sent) {
            // A frame has one time of publication: that of its first price.
            PriceUpdated arrived = read.poll(10, TimeUnit.SECONDS);
            assertThat(arrived).isNotNull();
            assertThat(arrived.sequence()).isEqualTo(price.sequence());
            assertThat(arrived.bid()).isEqualTo(price.bid());
        }
        beta.mesh().close(inbox);
    }

    @Test
    void everyRequestIsAnsweredByTheOtherNode() throws Exception {
        for (Class<?> type : Request.class.getPermittedSubclasses()) {
            Request<?> request = (Request<?>) Samples.full(type);
            Reply reply = (Reply) Samples.full(replyOf(type));
            CompletableFuture<Request<?>> asked = new CompletableFuture<>();
            serve(request, reply, asked);

            assertThat(askUntilVisible(request)).isEqualTo(reply);
            assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo(request);
        }
    }

    private static Class<?> replyOf(Class<?> request) {
        for (Type type : request.getGenericInterfaces()) {
            if (type instanceof ParameterizedType generic
                    && generic.getRawType() == Request.class) {
                return (Class<?>) generic.getActualTypeArguments()[0];
            }
        }
        throw new AssertionError("no reply of " + request);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return ClusterMember.await(future);
    }

    @SuppressWarnings("unchecked")
    private static <R extends Reply> void serve(
            Request<R> request, Reply reply, CompletableFuture<Request<?>> asked) throws Exception {
        await(
                beta.mesh()
                        .serve(
                                (Class<Request<R>>) request.getClass(),
                                received -> {
                                    asked.complete(received);
                                    return Future.succeededFuture((R) reply);
                                }));
    }

    /// A new registration reaches the other node a little later than its own completion says.
    private static <R extends Reply> R askUntilVisible(Request<R> request) throws Exception {
        Duration timeout = Duration.ofSeconds(5);
        return await(
                alpha.mesh()
                        .ask(request, timeout)
                        .recover(_ ->
                                alpha.vertx()
                                        .timer(200)
                                        .compose(_ -> alpha.mesh().ask(request, timeout))));
    }
}
