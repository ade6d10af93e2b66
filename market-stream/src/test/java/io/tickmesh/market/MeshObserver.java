package io.tickmesh.market;

import io.tickmesh.mesh.bus.BoundedInbox;
import io.tickmesh.mesh.bus.Mesh;
import io.tickmesh.mesh.bus.MeshNode;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.CandleClosed;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.FeedStatusChanged;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.request.AwaitStep;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.request.StepDone;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A service that writes down what it sees of the mesh.
final class MeshObserver extends VerticleBase {
    private final MeshNode node;
    private final boolean answersSteps;
    private final List<Event> seen = new CopyOnWriteArrayList<>();
    private @Nullable Mesh mesh;
    private @Nullable BoundedInbox<Event> events;
    private @Nullable BoundedInbox<PriceUpdated> prices;
    private final AtomicInteger refusedSteps = new AtomicInteger();

    MeshObserver(MeshNode node, boolean answersSteps) {
        this.node = node;
        this.answersSteps = answersSteps;
    }

    @Override
    public Future<?> start() {
        Mesh joined = node.join(ServiceName.BOT_ENGINE);
        mesh = joined;
        events =
                joined.onEvents(
                        Set.of(CandleClosed.class, FeedStatusChanged.class),
                        BoundedInbox.named("events", 100_000),
                        seen::add);
        prices = joined.onPrices(BoundedInbox.named("prices", 100_000), seen::add);
        return answersSteps ? joined.serve(AwaitStep.class, this::step) : Future.succeededFuture();
    }

    /// Refuses the next steps, as a service does that is not ready.
    void refuseSteps(int count) {
        refusedSteps.set(count);
    }

    private Future<StepDone> step(AwaitStep step) {
        if (refusedSteps.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            return Future.failedFuture(
                    new RequestFailedException(Failure.UNAVAILABLE, "warming up"));
        }
        if (events != null && prices != null) {
            events.drainNow();
            prices.drainNow();
        }
        seen.add(stepMark(step));
        return Future.succeededFuture(new StepDone(step.time()));
    }

    /// A step among the events: a price without a symbol.
    static PriceUpdated stepMark(AwaitStep step) {
        return new PriceUpdated("", 0, 0, step.time().toEpochMilli(), 0, "step", 0, 0, 0, 0, 0, 0);
    }

    Mesh mesh() {
        return Objects.requireNonNull(mesh);
    }

    <R extends Reply> R ask(Request<R> request) throws Exception {
        return mesh().ask(request, Duration.ofSeconds(2))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    List<Event> seen() {
        return List.copyOf(seen);
    }

    List<CandleClosed> candles() {
        return of(CandleClosed.class);
    }

    List<PriceUpdated> prices() {
        return of(PriceUpdated.class);
    }

    List<FeedStatusChanged> statuses() {
        return of(FeedStatusChanged.class);
    }

    private <T> List<T> of(Class<T> type) {
        return seen.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Waits until `condition` holds, at most ten seconds.
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
