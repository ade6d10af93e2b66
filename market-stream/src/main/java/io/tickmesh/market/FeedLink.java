package io.tickmesh.market;

import io.tickmesh.market.venue.ConnectionSettings;
import io.tickmesh.market.venue.Stream;
import io.tickmesh.market.venue.StreamRequest;
import io.tickmesh.market.venue.Venue;
import io.tickmesh.mesh.time.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps an exchange's streams connected. A lost connection is made anew with back-off. Before the exchange ends one, because it
/// says so or because it is old, a new one is subscribed, both are read for a while, and then the old one is closed: what one of
/// them has is not missed, and what both have is recognised further on by its id. For one context.
final class FeedLink implements FeedSocket.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(FeedLink.class);

    /// A connection that lived this long was good: the next attempt after it may come soon. The exchange allows one in a second.
    private static final long GOOD_NANOS = 10_000_000_000L;

    /// Feeds that began together do not renew their connections together.
    private static final double RENEWAL_JITTER = 0.1;

    private final Vertx vertx;
    private final Venue venue;
    private final boolean stepwise;
    private final LongSupplier nanos;
    private final Supplier<List<Stream>> streams;
    private final Owner owner;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final StreamClient client;
    private final Backoff backoff;
    private final Backoff takeOverBackoff;

    private @Nullable FeedSocket current;
    private boolean subscribed;
    private @Nullable FeedSocket successor;
    private boolean successorSubscribed;
    private boolean takingOver;
    private long openedNanos;
    private long renewalTimer = -1;
    private boolean stopped;

    /// @param stepwise whether messages are read one at a time, see [FeedSocket#readNext]; then no connection is renewed
    /// @param nanos a clock that only goes forward
    /// @param streams returns what a new connection subscribes to
    FeedLink(
            Vertx vertx,
            Venue venue,
            boolean stepwise,
            LongSupplier nanos,
            Supplier<List<Stream>> streams,
            Owner owner) {
        this.vertx = vertx;
        this.venue = venue;
        this.stepwise = stepwise;
        this.nanos = nanos;
        this.streams = streams;
        this.owner = owner;
        this.client = new StreamClient(vertx, venue, stepwise);
        ConnectionSettings settings = venue.connection();
        this.backoff = backoff(settings, random);
        this.takeOverBackoff = backoff(settings, random);
    }

    /// Connects, and goes on until [#stop].
    void start() {
        client.open(this, this::opened, reason -> lost("no connection: " + reason));
    }

    Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(renewalTimer);
        abandonAll();
        return client.close();
    }

    /// Returns the connection, if there is one.
    @Nullable FeedSocket current() {
        return current;
    }

    /// Subscribes to some streams anew on the current connection.
    ///
    /// @return done when the exchange has done so; fails if it does not answer
    Future<Void> resubscribe(List<Stream> streams) {
        FeedSocket socket = current;
        if (socket == null) {
            return Future.failedFuture("not connected");
        }
        List<StreamRequest> ends = venue.unsubscribe(streams, socket.takeIds(streams.size()));
        return socket.send(ends).compose(_ -> subscribe(socket, streams));
    }

    /// Subscribes to more streams on the connections that are open; those that come subscribe to them anyway.
    ///
    /// @return done when the exchange has done so on the connection that is read; never if there is none
    Future<Void> add(List<Stream> more) {
        FeedSocket next = successor;
        if (next != null) {
            subscribe(next, more)
                    .onFailure(failure -> refused(next, String.valueOf(failure.getMessage())));
        }
        FeedSocket socket = current;
        return socket == null
                ? Promise.<Void>promise().future()
                : subscribe(socket, more)
                        .onFailure(
                                failure -> refused(socket, String.valueOf(failure.getMessage())));
    }

    /// Ends the subscription of streams. Without an answer they are read on, and nobody minds.
    void remove(List<Stream> unwanted) {
        for (FeedSocket socket : Arrays.asList(current, successor)) {
            if (socket != null) {
                socket.send(venue.unsubscribe(unwanted, socket.takeIds(unwanted.size())))
                        .onFailure(failure ->
                                LOG.atDebug()
                                        .addKeyValue("reason", failure.getMessage())
                                        .log("streams were not ended"));
            }
        }
    }

    /// Gives the connection up and makes a new one after a while.
    void lost(String reason) {
        if (stopped) {
            return;
        }
        boolean wasOpen = current != null;
        vertx.cancelTimer(renewalTimer);
        abandonAll();
        if (wasOpen && nanos.getAsLong() - openedNanos > GOOD_NANOS) {
            backoff.reset();
        }
        Duration wait = backoff.next();
        owner.lost(reason, wait);
        vertx.setTimer(wait.toMillis(), _ -> start());
    }

    /// Lets a new connection take over from the current one. Nothing is missed in between.
    void takeOver(String reason) {
        if (stopped || stepwise || takingOver || current == null) {
            return;
        }
        takingOver = true;
        LOG.atInfo()
                .addKeyValue("feed", venue.name())
                .addKeyValue("reason", reason)
                .log("a new connection takes over");
        FeedSocket old = current;
        client.open(
                this,
                socket -> succeed(old, socket),
                failure -> {
                    if (old == current) {
                        takeOverLater(failure);
                    }
                });
    }

    @Override
    public void message(FeedSocket from, byte[] bytes, int length) {
        owner.message(from, bytes, length);
    }

    @Override
    public void unexpected() {
        owner.unexpected();
    }

    @Override
    public void closed(FeedSocket ended, String reason) {
        if (ended == successor) {
            takeOverLater(reason);
        } else if (ended == current && successorSubscribed) {
            handOver();
        } else if (ended == current) {
            lost(reason);
        }
    }

    /// The exchange refused a subscription on this connection.
    void refused(FeedSocket socket, String reason) {
        if (socket == successor) {
            takeOverLater(reason);
        } else if (socket == current) {
            lost(reason);
        }
    }

    private void opened(FeedSocket socket) {
        current = socket;
        subscribed = false;
        openedNanos = nanos.getAsLong();
        owner.opened()
                .compose(_ -> subscribe(socket, streams.get()))
                .onComplete(
                        _ -> {
                            if (socket == current) {
                                subscribed = true;
                                renewInTime();
                                owner.subscribed(socket);
                            }
                        },
                        failure -> {
                            if (socket == current) {
                                lost(String.valueOf(failure.getMessage()));
                            }
                        });
    }

    private Future<Void> subscribe(FeedSocket socket, List<Stream> streams) {
        Future<Void> answered =
                socket.send(venue.subscribe(streams, socket.takeIds(streams.size())));
        if (stepwise) {
            socket.readNext();
        }
        return answered;
    }

    private void succeed(FeedSocket old, FeedSocket socket) {
        if (old != current) {
            // Lost while the successor came; another connection is there or on its way, perhaps
            // with a successor of its own.
            socket.abandon();
            return;
        }
        successor = socket;
        owner.overlapping(true);
        subscribe(socket, streams.get())
                .onComplete(
                        _ -> {
                            successorSubscribed = socket == successor;
                            vertx.setTimer(
                                    venue.connection().overlap().toMillis(),
                                    _ -> {
                                        if (socket == successor) {
                                            handOver();
                                        }
                                    });
                        },
                        failure -> {
                            if (socket == successor) {
                                takeOverLater(String.valueOf(failure.getMessage()));
                            }
                        });
    }

    private void handOver() {
        FeedSocket old = current;
        FeedSocket next = successor;
        if (next == null) {
            return;
        }
        current = next;
        successor = null;
        successorSubscribed = false;
        takingOver = false;
        openedNanos = nanos.getAsLong();
        takeOverBackoff.reset();
        if (old != null) {
            old.abandon();
        }
        owner.overlapping(false);
        owner.tookOver();
        renewInTime();
        if (!subscribed) {
            // The old one never was.
            subscribed = true;
            owner.subscribed(next);
        }
    }

    private void takeOverLater(String reason) {
        FeedSocket failed = successor;
        successor = null;
        successorSubscribed = false;
        takingOver = false;
        if (failed != null) {
            failed.abandon();
            owner.overlapping(false);
        }
        if (current == null || stopped) {
            return;
        }
        Duration wait = takeOverBackoff.next();
        LOG.atWarn()
                .addKeyValue("feed", venue.name())
                .addKeyValue("reason", reason)
                .addKeyValue("retryIn", wait)
                .log("the new connection failed, the old one is kept");
        FeedSocket kept = current;
        vertx.setTimer(
                wait.toMillis(),
                _ -> {
                    if (kept == current) {
                        takeOver("once more");
                    }
                });
    }

    private void renewInTime() {
        if (stepwise) {
            return;
        }
        vertx.cancelTimer(renewalTimer);
        double share = 1 - RENEWAL_JITTER * random.nextDouble();
        long millis = (long) (venue.connection().reconnectAfter().toMillis() * share);
        renewalTimer = vertx.setTimer(Math.max(1, millis), _ -> takeOver("it is old"));
    }

    private void abandonAll() {
        takingOver = false;
        successorSubscribed = false;
        if (successor != null) {
            successor.abandon();
            successor = null;
            owner.overlapping(false);
        }
        if (current != null) {
            current.abandon();
            current = null;
        }
    }

    private static Backoff backoff(ConnectionSettings settings, RandomGenerator random) {
        return new Backoff(
                settings.reconnectFirst(),
                settings.reconnectCap(),
                settings.reconnectJitter(),
                random);
    }

    /// Told how the connection is, and what it says.
    interface Owner {
        /// A connection is open. It is subscribed when the result is done.
        Future<Void> opened();

        /// All streams are subscribed.
        void subscribed(FeedSocket socket);

        /// There is no connection; the next attempt comes after `wait`.
        void lost(String reason, Duration wait);

        /// Whether two connections are read: what one says may be late or known.
        void overlapping(boolean overlapping);

        /// A new connection has taken over.
        void tookOver();

        /// A message: the first `length` of these bytes, which may be changed.
        void message(FeedSocket from, byte[] bytes, int length);

        /// A frame that is not text or too large.
        void unexpected();
    }
}
