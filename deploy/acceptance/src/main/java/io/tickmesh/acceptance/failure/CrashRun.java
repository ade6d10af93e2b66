package io.tickmesh.acceptance.failure;

import io.tickmesh.acceptance.books.EmbeddedServer;
import io.tickmesh.acceptance.books.Judge;
import io.tickmesh.acceptance.books.StoredBooks;
import io.tickmesh.acceptance.failure.Kill.Moment;
import io.tickmesh.acceptance.failure.Kill.Target;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.EventStream;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a node with many orders on a data directory of its own, kills it and its database at random, starts it again, and looks each
/// time whether everything that it owns and has told its users is still there, once.
public final class CrashRun implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Path work;
    private final Random random;
    private final EmbeddedServer server;
    private final Acknowledged acknowledged = new Acknowledged();
    private final List<String> findings = new ArrayList<>();
    private Path fleet;
    private int starts;
    private Instant started = Instant.EPOCH;
    private @Nullable ChildNode node;
    private @Nullable Rest rest;
    private @Nullable Orders told;

    /// @param work an empty directory; gets data and logs
    /// @param seed of the kills
    public CrashRun(Path work, long seed) {
        this.work = work;
        this.random = new Random(seed);
        this.fleet = work;
        this.server = new EmbeddedServer(work.resolve("data/postgres"));
    }

    /// Kills so many times. Returns what was lost, doubled or wrong.
    public List<String> run(int kills) throws IOException, SQLException, InterruptedException {
        fleet = Fleet.copyTo(work);
        Rest first = start().awaitReady(START);
        rest = first;
        told = Orders.give(first);
        for (int i = 1; i <= kills && findings.isEmpty(); i++) {
            Kill kill = Kill.next(random);
            int before = acknowledged.count();
            long begin = System.nanoTime();
            perform(kill);
            Rest again = running().awaitReady(START);
            rest = again;
            verify(again);
            System.out.println(
                    "%d %s: %d fills seen before, %d findings, %d ms"
                            .formatted(
                                    i,
                                    kill,
                                    acknowledged.count() - before,
                                    findings.size(),
                                    (System.nanoTime() - begin) / 1_000_000));
        }
        try (Connection connection = server.connect()) {
            StoredBooks books = StoredBooks.read(connection);
            System.out.println(
                    "%d starts, %d orders, %d fills, %d seen, %d trades, %d positions"
                            .formatted(
                                    starts,
                                    books.orders().size(),
                                    books.fills().size(),
                                    acknowledged.count(),
                                    books.trades().size(),
                                    books.positions().size()));
            if (books.fills().size() < kills) {
                findings.add("too little happened: %d fills".formatted(books.fills().size()));
            }
        }
        return findings;
    }

    private void perform(Kill kill) throws IOException, SQLException, InterruptedException {
        switch (kill.moment()) {
            case Moment.Running(Duration afterReady) -> {
                try (EventStream events =
                        EventStream.open(rest(), Acknowledged.TYPES, acknowledged::event)) {
                    TimeUnit.NANOSECONDS.sleep(afterReady.toNanos());
                    acknowledged.fills(rest().items("/api/v1/fills?limit=100"));
                    strike(kill.target());
                    afterwards(kill.target(), events);
                }
            }
            case Moment.Progress progress -> {
                Fuse fuse = new Fuse(progress, () -> strike(kill.target()));
                try (EventStream events =
                        EventStream.open(
                                rest(),
                                Acknowledged.TYPES,
                                event -> {
                                    acknowledged.event(event);
                                    fuse.event(event);
                                })) {
                    if (!fuse.burnt().await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                        findings.add("no %s within %s".formatted(progress, LONGEST_WAIT));
                        strike(kill.target());
                    }
                    afterwards(kill.target(), events);
                }
            }
            case Moment.Starting(Duration afterStart) -> {
                running().kill();
                ChildNode half = start();
                TimeUnit.NANOSECONDS.sleep(afterStart.toNanos());
                strike(kill.target());
                half.kill();
            }
        }
        if (!running().isAlive()) {
            var _ = start();
        }
    }

    /// What a user had seen must be in the database even before the node is started again, if that is still there.
    private void afterwards(Target target, EventStream events)
            throws IOException, SQLException, InterruptedException {
        switch (target) {
            case NODE -> {
                events.awaitEnd();
                try (Connection connection = server.connect()) {
                    StoredBooks books = StoredBooks.read(connection);
                    note("at the kill", Judge.findings(books));
                    note("at the kill", acknowledged.missing(books));
                }
            }
            case NODE_THEN_DATABASE, DATABASE_THEN_NODE -> events.awaitEnd();
            case DATABASE -> resumes();
        }
    }

    /// The node starts its database again, and trades on.
    private void resumes() {
        if (!Waiting.holds(LONGEST_WAIT, this::isServing)) {
            findings.add("the database was killed, and stays away:\n" + running().said());
        }
        int before = acknowledged.count();
        if (!Waiting.holds(LONGEST_WAIT, () -> acknowledged.count() > before + 1)) {
            findings.add("no fills after the database was killed:\n" + running().said());
        }
    }

    private boolean isServing() {
        try (Connection connection = server.connect()) {
            return connection.isValid(1);
        } catch (IOException | SQLException _) {
            return false;
        }
    }

    private void verify(Rest again) throws IOException, SQLException {
        note("REST", RestComparison.differences(again, server));
        note("after the restart", acknowledged.judge(server, started, Duration.ZERO).findings());
        note("after the restart", Objects.requireNonNull(told).forgotten(again));
    }

    private void note(String when, List<String> found) {
        found.stream().limit(20).forEach(finding -> findings.add(when + ": " + finding));
    }

    private void strike(Target target) {
        try {
            switch (target) {
                case NODE -> running().kill();
                case DATABASE -> Processes.kill(server.pid());
                case NODE_THEN_DATABASE -> {
                    running().kill();
                    Processes.kill(server.pid());
                }
                case DATABASE_THEN_NODE -> {
                    Processes.kill(server.pid());
                    running().kill();
                }
            }
        } catch (IOException _) {
            // A node that was hardly begun has no server.
            killQuietly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void killQuietly() {
        try {
            running().kill();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ChildNode start() throws IOException {
        starts++;
        started = Instant.now();
        ChildNode child =
                ChildNode.start(
                        fleet,
                        work.resolve("node-%d.log".formatted(starts)),
                        List.of("data.dir=" + work.resolve("data")));
        node = child;
        return child;
    }

    private ChildNode running() {
        return Objects.requireNonNull(node);
    }

    private Rest rest() {
        return Objects.requireNonNull(rest);
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        try {
            Processes.kill(server.pid());
        } catch (IOException _) {
            // It has ended in order.
        }
    }
}
