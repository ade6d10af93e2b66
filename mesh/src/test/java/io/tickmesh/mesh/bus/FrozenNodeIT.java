package io.tickmesh.mesh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickmesh.mesh.cluster.ClusterConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three processes: one publishes 20,000 prices a second, two read them, one of which is frozen for 20 s and wakes.
final class FrozenNodeIT {
    /// What a frozen node may cost the heap of a publisher at that rate, see [io.tickmesh.mesh.cluster.Cluster].
    private static final long CEILING_MEGABYTES = 16;

    /// And one behind a link that is too slow, which is noticed later. It would be 38 if only the answers to pings bounded it.
    private static final long SLOW_CEILING_MEGABYTES = 32;

    private static final long RATE = Long.getLong("tickmesh.prices", 20_000);
    private static final Duration FROZEN = Duration.ofSeconds(20);
    private static final Duration SLOWED = Duration.ofSeconds(40);
    private static final int PUBLISHING_SECONDS = 120;

    private final List<Peer> peers = new ArrayList<>();

    @AfterEach
    void ends() {
        peers.forEach(Peer::end);
    }

    @Test
    void aFrozenNodeCostsAPublisherLittleAndActsOnNothingOldWhenItWakes() throws Exception {
        assumeTrue(Boolean.getBoolean("tickmesh.slow"), "takes a minute: -Dtickmesh.slow=true");
        List<ClusterConfig> configs = ClusterMember.configs(3);
        for (String name : List.of("publisher", "healthy", "frozen")) {
            peers.add(Peer.start(name, configs.get(peers.size()), configs));
            peers.getLast().ask();
        }
        Peer publisher = peers.get(0);
        Peer healthy = peers.get(1);
        Peer frozen = peers.get(2);
        for (Peer peer : peers) {
            peer.awaits("all are seen", status -> status.nodes().size() == 3);
        }
        publisher.tell("publish " + PUBLISHING_SECONDS);
        for (Peer peer : List.of(healthy, frozen)) {
            peer.awaits("prices arrive", status -> status.acted() > RATE);
        }
        PricePeer.Status before = publisher.ask();
        long heapBefore = before.heapMegabytes();
        PricePeer.Status healthyBefore = healthy.ask();

        frozen.signal("STOP");
        long most = mostHeapWhile(FROZEN, publisher, healthy);
        assertThat(publisher.ask().nodes()).containsExactly("healthy", "publisher");
        PricePeer.Status healthyAfter = healthy.ask();
        long published = publisher.ask().published() - before.published();
        PricePeer.Status asItWas = frozen.wakes();

        System.out.printf(
                "frozen 20 s: heap of the publisher %d -> %d MB, it published %d, the healthy one got %d, oldest %d ms%n",
                heapBefore,
                most,
                published,
                healthyAfter.acted() - healthyBefore.acted(),
                healthyAfter.oldestMillis());
        assertThat(most - heapBefore).isLessThan(CEILING_MEGABYTES);
        // All but what a collection of garbage or a busy machine may cost.
        assertThat(healthyAfter.acted() - healthyBefore.acted()).isGreaterThan(published / 10 * 8);
        PricePeer.Status back =
                frozen.awaits(
                        "prices arrive again", status -> status.acted() > asItWas.acted() + RATE);
        System.out.printf("woken: %s%n", back);
        assertThat(back.oldestMillis()).isLessThanOrEqualTo(PricePeer.MAX_AGE.toMillis() + 100);
        assertThat(back.interruptions()).isPositive();
        for (Peer peer : peers) {
            peer.awaits("all are seen again", status -> status.nodes().size() == 3);
        }
    }

    /// Both are well, but what is between them carries less than half of what is published.
    @Test
    void aNodeBehindASlowLinkCostsAPublisherLittleAndCatchesUp() throws Exception {
        assumeTrue(Boolean.getBoolean("tickmesh.slow"), "takes a minute: -Dtickmesh.slow=true");
        assumeTrue(
                System.getenv("TICKMESH_OWN_NETWORK") != null,
                "slows the loopback down: wants a network of its own, unshare --net, and says so by TICKMESH_OWN_NETWORK");
        List<ClusterConfig> configs = ClusterMember.configs(2);
        for (String name : List.of("publisher", "remote")) {
            peers.add(Peer.start(name, configs.get(peers.size()), configs));
            peers.getLast().ask();
        }
        Peer publisher = peers.get(0);
        Peer remote = peers.get(1);
        for (Peer peer : peers) {
            peer.awaits("both are seen", status -> status.nodes().size() == 2);
        }
        publisher.tell("publish " + PUBLISHING_SECONDS);
        remote.awaits("prices arrive", status -> status.acted() > RATE);
        long heapBefore = publisher.ask().heapMegabytes();

        run(
                "tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "6mbit", "burst", "64kb",
                "latency", "200ms");
        long most = mostHeapWhile(SLOWED, publisher, remote);
        run("tc", "qdisc", "del", "dev", "lo", "root");

        System.out.printf(
                "slow link for 40 s: heap of the publisher %d -> %d MB%n", heapBefore, most);
        assertThat(most - heapBefore).isLessThan(SLOW_CEILING_MEGABYTES);
        PricePeer.Status then = remote.ask();
        remote.awaits("prices arrive again", status -> status.acted() > then.acted() + RATE);
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /// Asks the reader too: one whose output nobody takes is not healthy for long.
    private static long mostHeapWhile(Duration duration, Peer publisher, Peer reader)
            throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        long most = 0;
        while (System.nanoTime() - end < 0) {
            most = Math.max(most, publisher.ask().heapMegabytes());
            assertThat(reader.ask().nodes()).contains("publisher");
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        return most;
    }

    private record Peer(Process process, BufferedReader lines, PrintWriter orders) {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        static Peer start(String name, ClusterConfig config, List<ClusterConfig> all)
                throws IOException {
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx384m",
                                    "-XX:+UseSerialGC",
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-Dtickmesh.prices=" + RATE,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    PricePeer.class.getName(),
                                    config.name(),
                                    name,
                                    Integer.toString(config.port())));
            all.forEach(one -> command.add(Integer.toString(one.port())));
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            return new Peer(
                    process,
                    process.inputReader(StandardCharsets.UTF_8),
                    new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true));
        }

        /// Asks what the peer knows. Waits until it has started.
        PricePeer.Status ask() throws IOException {
            return tell("status");
        }

        PricePeer.Status tell(String order) throws IOException {
            orders.println(order);
            return answer();
        }

        /// Lets a frozen peer go on, and returns what it says first.
        PricePeer.Status wakes() throws Exception {
            orders.println("status");
            signal("CONT");
            return answer();
        }

        private PricePeer.Status answer() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(PricePeer.Status.MARK)) {
                    return PricePeer.Status.of(line);
                }
                System.out.println(line);
            }
            throw new IOException("the peer has ended");
        }

        PricePeer.Status awaits(String what, Predicate<PricePeer.Status> expected)
                throws IOException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            PricePeer.Status status = ask();
            while (!expected.test(status)) {
                assertThat(System.nanoTime()).as(what + ", but " + status).isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                status = ask();
            }
            return status;
        }

        void signal(String name) throws Exception {
            Process kill =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
