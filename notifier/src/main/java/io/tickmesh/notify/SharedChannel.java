package io.tickmesh.notify;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;

/// A channel that several nodes tell: each alert one of them. A node that stood still finds out before it tells what another one
/// has taken over; while the database does not answer it is told all the same, because people have to hear of an emergency. The nodes
/// share the channel's pace.
final class SharedChannel implements Channel {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Channel channel;
    private final BiFunction<String, String, Future<Boolean>> ours;
    private final IntSupplier nodes;

    /// @param ours returns whether this node is to tell an alert, by its id and the name of the channel
    /// @param nodes how many nodes tell
    SharedChannel(
            Channel channel, BiFunction<String, String, Future<Boolean>> ours, IntSupplier nodes) {
        this.channel = channel;
        this.ours = ours;
        this.nodes = nodes;
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public Duration pace() {
        return channel.pace().multipliedBy(Math.max(1, nodes.getAsInt()));
    }

    @Override
    public Duration timeout() {
        return channel.timeout().plus(PATIENCE);
    }

    @Override
    public Future<Delivery> deliver(Alert alert) {
        return ours.apply(alert.eventId(), name())
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(true)
                .compose(it ->
                        it
                                ? channel.deliver(alert)
                                : Future.succeededFuture(new Delivery.Elsewhere()));
    }
}
