package io.tickmesh.mesh.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The consumers of a node, which can be registered anew: after a split of the cluster its list of consumers can lack some, and
/// nothing else would ever put them back. Thread-safe.
final class Registrations {
    private final Function<String, MessageConsumer<Object>> consumers;
    private final List<Registration> all = new CopyOnWriteArrayList<>();
    private Future<Void> renewal = Future.succeededFuture();

    /// @param consumers makes a consumer of an address, which has no handler yet
    Registrations(Function<String, MessageConsumer<Object>> consumers) {
        this.consumers = consumers;
    }

    /// Registers a consumer whose `handler` runs on `context`.
    Future<Void> add(String address, Context context, Handler<Message<Object>> handler) {
        Registration registration = new Registration(address, context, handler);
        all.add(registration);
        return registration.register();
    }

    /// Registers all consumers anew that are still wanted: first the new one, then the old one goes. A message of the
    /// very moment of the change can be lost, or come twice if it is published. What cannot be registered anew stays as it was. One
    /// renewal at a time: who wants another meanwhile waits for the same one.
    ///
    /// @return done when all are registered
    synchronized Future<Void> renew() {
        if (renewal.isComplete()) {
            all.removeIf(Registration::isOver);
            renewal = Future.join(all.stream().map(Registration::renew).toList()).mapEmpty();
        }
        return renewal;
    }

    private final class Registration {
        private final String address;
        private final Context context;
        private final Handler<Message<Object>> handler;
        private volatile @Nullable MessageConsumer<Object> current;

        Registration(String address, Context context, Handler<Message<Object>> handler) {
            this.address = address;
            this.context = context;
            this.handler = handler;
        }

        /// A service that stops takes its consumers along.
        boolean isOver() {
            MessageConsumer<Object> consumer = current;
            return consumer != null && !consumer.isRegistered();
        }

        Future<Void> register() {
            Promise<Void> registered = Promise.promise();
            onContext(() -> {
                MessageConsumer<Object> consumer = consumer();
                current = consumer;
                consumer.completion().onComplete(registered);
            });
            return registered.future();
        }

        Future<Void> renew() {
            Promise<Void> renewed = Promise.promise();
            onContext(() -> {
                MessageConsumer<Object> before = current;
                MessageConsumer<Object> next = consumer();
                next.completion()
                        .compose(_ -> replaced(before, next), failure -> takenBack(next, failure))
                        .onComplete(renewed);
            });
            return renewed.future();
        }

        private Future<Void> replaced(
                @Nullable MessageConsumer<Object> before, MessageConsumer<Object> next) {
            current = next;
            return before == null ? Future.succeededFuture() : before.unregister();
        }

        /// What the cluster does not take is registered here all the same.
        private Future<Void> takenBack(MessageConsumer<Object> next, Throwable failure) {
            return next.unregister().transform((_, _) -> Future.failedFuture(failure));
        }

        /// What is sent reaches one of two consumers, what is published reaches both: of these only the current one listens.
        private MessageConsumer<Object> consumer() {
            MessageConsumer<Object> consumer = consumers.apply(address);
            return consumer.handler(message -> {
                if (message.isSend() || consumer.equals(current)) {
                    handler.handle(message);
                }
            });
        }

        private void onContext(Runnable task) {
            if (context.equals(Vertx.currentContext())) {
                task.run();
            } else {
                context.runOnContext(_ -> task.run());
            }
        }
    }
}
