package io.tickmesh.mesh.bus;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickmesh.mesh.cluster.Cluster;
import io.tickmesh.mesh.cluster.ClusterConfig;
import io.tickmesh.mesh.cluster.ServiceName;
import io.tickmesh.mesh.event.PriceUpdated;
import io.tickmesh.mesh.time.LiveTime;
import io.tickmesh.mesh.time.WallClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// A process of its own that reads all prices as a service does, or publishes 20,000 a second while it is told to. It says what it knows in
/// one line whenever it is asked for it with a line.
final class PricePeer {
    /// The age at which a reader no longer acts on a price.
    static final Duration MAX_AGE = Duration.ofSeconds(2);

    private static final int SYMBOLS = 40;
    private static final long PERIOD_MILLIS = 5;

    /// More than this at once is what a service that was held up would not publish either.
    private static final long MOST_AT_ONCE = 1_000;

    private static final long RATE = Long.getLong("tickmesh.prices", 20_000);

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong acted = new AtomicLong();
    private final AtomicLong oldestMicros = new AtomicLong();
    private final Vertx vertx;
    private final Context context;
    private final MeshNode node;
    private final Mesh mesh;
    private final BoundedInbox<PriceUpdated> inbox;

    private PricePeer(Vertx vertx, Context context, MeshNode node, Mesh mesh) {
        this.vertx = vertx;
        this.context = context;
        this.node = node;
        this.mesh = mesh;
        inbox =
                mesh.onPrices(
                        BoundedInbox.<PriceUpdated>named("peer", 1_000)
                                .maxAge(MAX_AGE, PriceUpdated::publishedMicros),
                        this::act);
    }

    /// Joins, and obeys until the input ends.
    ///
    /// @param args name of the cluster, name of the node, own port, all ports
    public static void main(String[] args) throws Exception {
        String name = args[1];
        List<String> members =
                Arrays.stream(args).skip(3).map(port -> "127.0.0.1:" + port).toList();
        ClusterConfig config =
                new ClusterConfig(
                        true,
                        args[0],
                        "127.0.0.1",
                        Integer.parseInt(args[2]),
                        0,
                        members,
                        Optional.empty(),
                        Duration.ZERO,
                        Optional.empty());
        Vertx vertx = ClusterMember.await(Cluster.vertx(new VertxOptions(), name, config));
        MeshNode node =
                new MeshNode(
                        name, Instant.now(), () -> new LiveTime(vertx), new SimpleMeterRegistry());
        ClusterMember.await(vertx.deployVerticle(node));
        List<PricePeer> peers = new ArrayList<>();
        ClusterMember.await(
                vertx.deployVerticle(
                        new VerticleBase() {
                            @Override
                            public Future<?> start() {
                                Mesh mesh = node.join(ServiceName.BOT_ENGINE);
                                peers.add(new PricePeer(vertx, context, node, mesh));
                                mesh.ready();
                                return Future.succeededFuture();
                            }
                        }));
        peers.getFirst().obey();
    }

    private void obey() throws IOException {
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.startsWith("publish")) {
                int seconds = Integer.parseInt(order.substring("publish ".length()));
                context.runOnContext(_ -> publish(Duration.ofSeconds(seconds)));
            }
            System.out.println(status());
        }
        Runtime.getRuntime().halt(0);
    }

    private void act(PriceUpdated price) {
        acted.incrementAndGet();
        long age = WallClock.micros() - price.publishedMicros();
        oldestMicros.accumulateAndGet(age, Math::max);
    }

    private void publish(Duration duration) {
        long start = System.nanoTime();
        AtomicLong due = new AtomicLong();
        vertx.setPeriodic(
                PERIOD_MILLIS,
                timer -> {
                    long passed = System.nanoTime() - start;
                    long now = passed * RATE / TimeUnit.SECONDS.toNanos(1);
                    publish(Math.min(MOST_AT_ONCE, now - due.getAndSet(now)));
                    if (passed > duration.toNanos()) {
                        vertx.cancelTimer(timer);
                    }
                });
    }

    private void publish(long count) {
        List<PriceUpdated> prices = new ArrayList<>();
        long micros = WallClock.micros();
        for (long i = 0; i < count; i++) {
            long sequence = mesh.nextPriceSequence();
            String symbol = "SYMBOL" + sequence % SYMBOLS;
            prices.add(
                    new PriceUpdated(
                            node.name(),
                            sequence,
                            micros,
                            micros / 1_000,
                            micros,
                            symbol,
                            1,
                            1,
                            2,
                            1,
                            1.5,
                            1));
        }
        mesh.publishPrices(prices);
        published.addAndGet(count);
    }

    private String status() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        InboxCounters counters = inbox.counters();
        return Status.line(
                node.presence().nodes().stream()
                        .map(heartbeat -> heartbeat.node())
                        .collect(Collectors.joining(",")),
                published.get(),
                acted.get(),
                counters.stale(),
                counters.dropped(),
                oldestMicros.get() / 1_000,
                (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000,
                node.presence().interruptions());
    }

    /// What a peer says.
    ///
    /// @param acted prices that the reader got
    /// @param stale prices that were too old for it
    /// @param oldestMillis age of the oldest price that it got
    /// @param heapMegabytes live objects, after a collection
    record Status(
            List<String> nodes,
            long published,
            long acted,
            long stale,
            long dropped,
            long oldestMillis,
            long heapMegabytes,
            long interruptions) {
        static final String MARK = "status ";

        static String line(String nodes, long... values) {
            return MARK
                    + nodes
                    + " "
                    + Arrays.stream(values)
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining(" "));
        }

        static Status of(String line) {
            String[] words = line.substring(MARK.length()).split(" ", -1);
            long[] values = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
            return new Status(
                    List.of(words[0].split(",", -1)),
                    values[0],
                    values[1],
                    values[2],
                    values[3],
                    values[4],
                    values[5],
                    values[6]);
        }
    }
}
