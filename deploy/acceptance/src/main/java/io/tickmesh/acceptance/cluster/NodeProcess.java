package io.tickmesh.acceptance.cluster;

import io.tickmesh.acceptance.failure.Processes;
import io.tickmesh.acceptance.system.ChildNode;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A node of the mesh, and what can happen to it.
public final class NodeProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(25);
    private static final Pattern STAMP = Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)\\.\\d{3} .*");
    private static final int MINUTE = 60;

    private final String name;
    private final List<String> services;
    private final ChildNode child;
    private final Path log;
    private final Rest operations;

    /// @param port where it tells of itself alone
    NodeProcess(String name, List<String> services, ChildNode child, Path log, int port) {
        this.name = name;
        this.services = List.copyOf(services);
        this.child = child;
        this.log = log;
        this.operations = new Rest(URI.create("http://127.0.0.1:" + port));
    }

    public String name() {
        return name;
    }

    /// Returns whether it runs all of these.
    public boolean runs(List<String> wanted) {
        return services.containsAll(wanted);
    }

    public long pid() {
        return child.pid();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /// Returns its gateway.
    public Rest gateway() {
        return child.awaitPage(START);
    }

    /// Returns what tells its health and metrics.
    public Rest operations() {
        return operations;
    }

    /// Waits until all its services are ready.
    public NodeProcess awaitReady() {
        Waiting.until("readiness of " + name, START, this::isReady, child::said);
        return this;
    }

    /// Ends it as `kill -9` does.
    public void kill() throws InterruptedException {
        child.kill();
    }

    /// Stops it in the middle of whatever it does, with SIGSTOP.
    public void freeze() throws IOException, InterruptedException {
        Processes.signal(pid(), "STOP");
    }

    /// Lets it go on as if nothing had been.
    public void thaw() throws IOException, InterruptedException {
        Processes.signal(pid(), "CONT");
    }

    /// Ends it in order. Returns how long it took; empty if it was still there when that should have been over.
    public Optional<Duration> stop() throws InterruptedException {
        long begin = System.nanoTime();
        child.terminate();
        return child.awaitEnd(STOP)
                ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
                : Optional.empty();
    }

    /// Returns the most lines that it wrote within any minute; lines without a time, such as those of stack traces, belong to the
    /// one before them.
    public int linesInAMinute() throws IOException {
        Deque<Integer> recent = new ArrayDeque<>();
        int most = 0;
        int second = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher stamp = STAMP.matcher(line);
            if (stamp.matches()) {
                second =
                        Integer.parseInt(stamp.group(1)) * MINUTE * MINUTE
                                + Integer.parseInt(stamp.group(2)) * MINUTE
                                + Integer.parseInt(stamp.group(3));
            }
            int now = second;
            recent.addLast(now);
            recent.removeIf(earlier -> earlier <= now - MINUTE || earlier > now);
            most = Math.max(most, recent.size());
        }
        return most;
    }

    /// Returns the last lines that it wrote.
    public String said() {
        return "%s:%n%s".formatted(name, child.said());
    }

    /// Ends it, frozen or not.
    @Override
    public void close() {
        try {
            if (child.isAlive()) {
                thaw();
            }
        } catch (IOException _) {
            // It has just ended.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        child.close();
    }

    /// Returns whether all that it runs and all that it needs is there.
    public boolean isReady() {
        if (!child.isAlive()) {
            throw new AssertionError("the node ended:\n" + said());
        }
        try {
            return operations.status("/health/ready") == 200;
        } catch (IOException _) {
            return false;
        }
    }
}
