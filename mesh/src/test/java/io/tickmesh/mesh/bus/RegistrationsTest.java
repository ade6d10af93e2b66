package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RegistrationsTest {
    private static final String ADDRESS = "test";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<MessageConsumer<Object>> made = new CopyOnWriteArrayList<>();
    private volatile Future<Void> cluster = Future.succeededFuture();
    private final Registrations registrations = new Registrations(this::consumer);
    private final BlockingQueue<Object> read = new ArrayBlockingQueue<>(10);

    @BeforeEach
    void registers() throws Exception {
        await(registrations.add(ADDRESS, context, this::read));
    }

    @AfterEach
    void closes() throws Exception {
        await(vertx.close());
    }

    @Test
    void whatIsPublishedComesOnceAlsoAfterANewRegistration() throws Exception {
        await(registrations.renew());
        await(registrations.renew());

        vertx.eventBus().publish(ADDRESS, 1).publish(ADDRESS, 2);

        assertThat(read.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(read.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(read).isEmpty();
    }

    @Test
    void questionsAreAnsweredAfterANewRegistration() throws Exception {
        await(registrations.renew());

        for (int i = 0; i < 5; i++) {
            assertThat(await(vertx.eventBus().<Integer>request(ADDRESS, i)).body()).isEqualTo(i);
        }
    }

    @Test
    void aConsumerThatIsNoLongerWantedStaysAway() throws Exception {
        await(vertx.deployVerticle(new Leaving()).compose(vertx::undeploy));
        read.clear();

        await(registrations.renew());
        vertx.eventBus().publish(Leaving.ADDRESS, 1).publish(ADDRESS, 2);

        assertThat(read.poll(5, TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void whatCannotBeRegisteredAnewLeavesTheOldConsumerAlone() throws Exception {
        cluster = Future.failedFuture("away");

        assertThatThrownBy(() -> await(registrations.renew())).hasRootCauseMessage("away");

        assertThat(made).filteredOn(MessageConsumer::isRegistered).containsExactly(made.getFirst());
        vertx.eventBus().publish(ADDRESS, 1);
        assertThat(read.poll(5, TimeUnit.SECONDS)).isEqualTo(1);

        cluster = Future.succeededFuture();
        await(registrations.renew());

        assertThat(made).filteredOn(MessageConsumer::isRegistered).containsExactly(made.getLast());
    }

    @Test
    void twoRenewalsAtOnceAreOne() throws Exception {
        Promise<Void> taken = Promise.promise();
        cluster = taken.future();
        Future<Void> first = registrations.renew();
        Future<Void> second = registrations.renew();
        taken.complete();
        await(Future.all(first, second));

        assertThat(made).filteredOn(MessageConsumer::isRegistered).hasSize(1);
    }

    private MessageConsumer<Object> consumer(String address) {
        MessageConsumer<Object> real = vertx.eventBus().consumer(address);
        MessageConsumer<Object> consumer = registered(real, cluster);
        made.add(consumer);
        return consumer;
    }

    /// A consumer that this node has, and the cluster in its time or not at all.
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // equals of the proxy ends up here
    private static MessageConsumer<Object> registered(
            MessageConsumer<Object> real, Future<Void> cluster) {
        return (MessageConsumer<Object>)
                Proxy.newProxyInstance(
                        RegistrationsTest.class.getClassLoader(),
                        new Class<?>[] {MessageConsumer.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "completion" -> cluster;
                                    case "equals" -> proxy == arguments[0];
                                    case "handler" -> {
                                        method.invoke(real, arguments);
                                        yield proxy;
                                    }
                                    default -> method.invoke(real, arguments);
                                });
    }

    private void read(Message<Object> message) {
        read.add(message.body());
        message.reply(message.body());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    /// A service that stops.
    private final class Leaving extends VerticleBase {
        static final String ADDRESS = "leaving";

        @Override
        public Future<?> start() {
            return registrations.add(ADDRESS, context, RegistrationsTest.this::read);
        }
    }
}
