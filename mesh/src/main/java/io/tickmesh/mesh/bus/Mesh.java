package io.tickmesh.mesh.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickmesh.mesh.cluster.Ownership;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.cluster.ServiceState;
import io.tickmesh.mesh.event.Event;
import io.tickmesh.mesh.event.Header;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.latency.Latency;
import io.tickmesh.mesh.request.Reply;
import io.tickmesh.mesh.request.Request;
import io.tickmesh.mesh.request.RequestFailedException;
import io.tickmesh.mesh.request.RequestFailedException.Failure;
import io.tickmesh.mesh.time.DataTime;
import io.tickmesh.mesh.time.MeshTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The mesh as one service sees it. Everything it calls back runs on the context of the service, one at a time.
public final class Mesh {
    private static final int PRICES_PER_FRAME = 32;
    private static final long LOOK_MILLIS = 50;
    private static final int MOST_LOOKS = 20;

    private final MeshNode node;
    private final Vertx vertx;
    private final Context context;
    private final ServiceName service;
    private final MeshTime time;
    private final long[] frames = new long[Addresses.SHARDS];

    Mesh(MeshNode node, Vertx vertx, Context context, ServiceName service, MeshTime time) {
        this.node = node;
        this.vertx = vertx;
        this.context = context;
        this.service = service;
        this.time = time;
    }

    /// Returns the name of the node.
    public String node() {
        return node.name();
    }

    /// Returns the time that the service lives in. In replay it moves with the prices and events the service reads.
    public MeshTime time() {
        return time;
    }

    public MeterRegistry meters() {
        return node.meters();
    }

    public Latency latency() {
        return node.latency();
    }

    public Presence presence() {
        return node.presence();
    }

    /// Returns who owns what among the nodes that run this service.
    public Ownership ownership() {
        return node.ownership(service);
    }

    /// Returns a header for an event that happened at `eventTime` because of the event with id `cause`; make it right before
    /// publishing, because it carries the time of publication.
    public Header header(Instant eventTime, @Nullable String cause) {
        return node.origin().header(eventTime, cause);
    }

    /// Tells the other nodes that the service can be used.
    public void ready() {
        node.state(service, ServiceState.READY);
    }

    /// Tells the other nodes that the service finishes what it has and takes nothing new.
    public void draining() {
        node.state(service, ServiceState.DRAINING);
    }

    /// Publishes an event: fire and forget, never waits. Not for prices.
    public void publish(Event event) {
        vertx.eventBus().publish(Addresses.of(event), event);
    }

    /// Returns the next number of a price of this node.
    public long nextPriceSequence() {
        return node.priceSequence().getAndIncrement();
    }

    /// Publishes prices, in frames by shard. A symbol's prices keep their order. All prices of one call carry the same time of
    /// publication, because a frame has only one.
    public void publishPrices(List<PriceUpdated> prices) {
        List<List<PriceUpdated>> shards = new ArrayList<>(Addresses.SHARDS);
        for (int shard = 0; shard < Addresses.SHARDS; shard++) {
            shards.add(new ArrayList<>());
        }
        for (PriceUpdated price : prices) {
            int shard = Addresses.shardOf(price.symbol());
            List<PriceUpdated> frame = shards.get(shard);
            frame.add(price);
            if (frame.size() == PRICES_PER_FRAME) {
                publishFrame(shard, frame);
                frame.clear();
            }
        }
        for (int shard = 0; shard < Addresses.SHARDS; shard++) {
            if (!shards.get(shard).isEmpty()) {
                publishFrame(shard, shards.get(shard));
            }
        }
    }

    /// Reads the events of these types through an inbox.
    public BoundedInbox<Event> onEvents(
            Set<Class<? extends Event>> types,
            BoundedInbox.Builder<Event> settings,
            Consumer<? super Event> reader) {
        BoundedInbox<Event> inbox = inbox(settings, reader);
        node.events().add(event -> types.contains(event.getClass()), inbox);
        return inbox;
    }

    /// Reads all prices through an inbox.
    public BoundedInbox<PriceUpdated> onPrices(
            BoundedInbox.Builder<PriceUpdated> settings, Consumer<? super PriceUpdated> reader) {
        BoundedInbox<PriceUpdated> inbox = inbox(settings, reader);
        node.prices().add(_ -> true, inbox);
        return inbox;
    }

    /// Stops reading.
    public void close(BoundedInbox<?> inbox) {
        node.events().remove(inbox);
        node.prices().remove(inbox);
        node.inboxes().remove(inbox);
        inbox.close();
    }

    /// Asks the service that answers this type of request, whichever of its nodes.
    ///
    /// @return the answer; fails with a [RequestFailedException], never later than `timeout`
    public <R extends Reply> Future<R> ask(Request<R> request, Duration timeout) {
        return ask(Addresses.of(typeOf(request)), request, timeout);
    }

    /// Asks this node, if it answers this type of request, else whichever of the service's nodes: for questions whose way over another
    /// node and back would take too long. It answers, or hands on, as any node does.
    ///
    /// @return the answer; fails with a [RequestFailedException], never later than `timeout`
    public <R extends Reply> Future<R> askNear(Request<R> request, Duration timeout) {
        return ask(
                Addresses.of(typeOf(request)),
                request,
                within(timeout).setLocalOnly(node.serves(typeOf(request))));
    }

    /// Asks one node, which answers for itself alone: it does not hand the question on.
    ///
    /// @return the answer; fails with a [RequestFailedException], never later than `timeout`
    public <R extends Reply> Future<R> askNode(String name, Request<R> request, Duration timeout) {
        return name.equals(node())
                ? askOwn(request, timeout)
                : ask(Addresses.node(name), request, timeout);
    }

    /// Asks all nodes that run this service, this one included, each for itself alone.
    ///
    /// @return what they said, never later than `timeout`; never fails
    public <R extends Reply> Future<Gathered<R>> askPeers(Request<R> request, Duration timeout) {
        Set<String> names = new TreeSet<>(presence().ready(service));
        names.add(node());
        Map<String, Future<R>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(name, askNode(name, request, timeout)));
        return Future.join(List.copyOf(asked.values()))
                .transform((_, _) -> {
                    Map<String, R> answers = new LinkedHashMap<>();
                    List<String> silent = new ArrayList<>();
                    asked.forEach((name, answer) -> {
                        if (answer.succeeded()) {
                            answers.put(name, answer.result());
                        } else {
                            silent.add(name);
                        }
                    });
                    return Future.succeededFuture(new Gathered<>(answers, silent));
                });
    }

    /// Answers requests of that type, as any node of the service could. An answer that fails with a [RequestFailedException]
    /// reaches the asker as such; any other failure is a bug: it is logged, and the asker gets [Failure#INTERNAL].
    ///
    /// @return done when the node has registered; remote nodes see it a little later, see [Presence]
    public <R extends Reply, Q extends Request<R>> Future<Void> serve(
            Class<Q> type, Function<? super Q, Future<R>> answer) {
        return serve(type, answer, answer);
    }

    /// Answers requests of that type, which only the owner of a key can answer; those that reach this node and are another's are
    /// handed on to it. A node that does not know the others yet, see [Presence#isSettled], answers [Failure#UNAVAILABLE].
    ///
    /// @param key returns the key whose owner answers, see [#ownership]
    /// @param timeout how long the owner may take
    /// @param answer what this node answers for its own keys. It is also asked when nodes do not agree on the owner for a
    ///     moment, and must then fail with [Failure#UNAVAILABLE]
    public <R extends Reply, Q extends Request<R>> Future<Void> serveOwned(
            Class<Q> type,
            Function<? super Q, String> key,
            Duration timeout,
            Function<? super Q, Future<R>> answer) {
        Function<Q, Future<R>> own =
                request -> presence().isSettled() ? answer.apply(request) : unsettled(request);
        return serve(
                type,
                own,
                request ->
                        settled()
                                .compose(_ -> {
                                    String owner = ownership().owner(key.apply(request));
                                    return owner.equals(node())
                                            ? own.apply(request)
                                            : askNode(owner, request, timeout);
                                }));
    }

    /// Waits until this node knows the others, which takes one that has just come as long as a heartbeat.
    ///
    /// @return ends after a second at the latest, and then it may not know them
    public Future<Void> settled() {
        return settled(MOST_LOOKS);
    }

    private Future<Void> settled(int looks) {
        return looks == 0 || presence().isSettled()
                ? Future.succeededFuture()
                : vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).compose(_ -> settled(looks - 1));
    }

    /// Answers requests of that type with what all nodes of the service know together.
    ///
    /// @param timeout how long each may take
    /// @param own what this node knows
    /// @param join makes one answer of all
    public <R extends Reply, Q extends Request<R>> Future<Void> serveJoined(
            Class<Q> type,
            Duration timeout,
            Function<? super Q, Future<R>> own,
            BiFunction<? super Q, Gathered<R>, Future<R>> join) {
        return serve(
                type,
                own,
                request ->
                        askPeers(request, timeout)
                                .compose(gathered -> join.apply(request, gathered)));
    }

    private <R extends Reply> Future<R> unsettled(Request<R> request) {
        return Future.failedFuture(
                new RequestFailedException(
                        Failure.UNAVAILABLE,
                        "%s does not know yet who answers %s"
                                .formatted(node(), request.getClass().getSimpleName())));
    }

    /// Answers requests of that type in a way of its own.
    ///
    /// @param own what this node says when it is asked for itself alone
    /// @param any what it says when any node was asked
    public <R extends Reply, Q extends Request<R>> Future<Void> serve(
            Class<Q> type, Function<? super Q, Future<R>> own, Function<? super Q, Future<R>> any) {
        return node.serve(new Served<>(type, context, own), new Served<>(type, context, any));
    }

    private <R extends Reply> Future<R> ask(String address, Request<R> request, Duration timeout) {
        return ask(address, request, within(timeout));
    }

    private <R extends Reply> Future<R> ask(
            String address, Request<R> request, DeliveryOptions options) {
        return vertx.eventBus()
                .<Object>request(address, request, options)
                .map(message -> answer(request, message.body()))
                .recover(failure -> Future.failedFuture(requestFailed(request, failure)));
    }

    private <R extends Reply> Future<R> askOwn(Request<R> request, Duration timeout) {
        Promise<R> asked = Promise.promise();
        node.askServed(request)
                .timeout(millis(timeout), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(requestFailed(request, failure)))
                .onComplete((answer, failure) ->
                        context.runOnContext(_ -> asked.complete(answer, failure)));
        return asked.future();
    }

    private <T extends Event> BoundedInbox<T> inbox(
            BoundedInbox.Builder<T> settings, Consumer<? super T> reader) {
        BoundedInbox<T> inbox =
                settings.readBy(
                                task -> context.runOnContext(_ -> task.run()),
                                item -> {
                                    if (time instanceof DataTime data) {
                                        data.advanceTo(item.time());
                                    }
                                    reader.accept(item);
                                })
                        .exportTo(meters());
        node.inboxes().add(inbox);
        return inbox;
    }

    private void publishFrame(int shard, List<PriceUpdated> prices) {
        MarketFrame frame =
                new MarketFrame(
                        node(),
                        shard,
                        frames[shard]++,
                        prices.getFirst().publishedMicros(),
                        prices);
        vertx.eventBus().publish(Addresses.prices(shard), frame);
    }

    @SuppressWarnings("unchecked") // the type of a request names the type of its answer
    private static <R extends Reply> R answer(Request<R> request, Object body) {
        if (body instanceof Unreadable unreadable) {
            throw new RequestFailedException(
                    Failure.INTERNAL,
                    "answer to " + request.getClass().getSimpleName() + ": " + unreadable.reason());
        }
        return (R) body;
    }

    private static DeliveryOptions within(Duration timeout) {
        return new DeliveryOptions().setSendTimeout(millis(timeout));
    }

    private static long millis(Duration timeout) {
        return Math.max(1, timeout.toMillis());
    }

    private static RequestFailedException requestFailed(Request<?> request, Throwable failure) {
        String name = request.getClass().getSimpleName();
        return switch (failure) {
            case RequestFailedException e -> e;
            case TimeoutException _ -> unanswered(name);
            case ReplyException e ->
                    switch (e.failureType()) {
                        case TIMEOUT -> unanswered(name);
                        case NO_HANDLERS ->
                                new RequestFailedException(
                                        Failure.UNAVAILABLE, "no node answers " + name);
                        case RECIPIENT_FAILURE, ERROR ->
                                new RequestFailedException(
                                        Failure.ofCode(e.failureCode()),
                                        String.valueOf(e.getMessage()));
                    };
            default ->
                    new RequestFailedException(
                            Failure.INTERNAL, String.valueOf(failure.getMessage()));
        };
    }

    private static RequestFailedException unanswered(String name) {
        return new RequestFailedException(Failure.TIMEOUT, name + " was not answered in time");
    }

    @SuppressWarnings("unchecked") // the class of a Request<R> is a Class<? extends Request<R>>
    private static <R extends Reply> Class<? extends Request<?>> typeOf(Request<R> request) {
        return (Class<? extends Request<?>>) request.getClass();
    }
}
