package io.tickmesh.acceptance.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickmesh.acceptance.failure.Acknowledged;
import io.tickmesh.acceptance.system.Rest;
import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.mesh.time.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A mesh at work, somebody who watches it through a gateway, and the judge of its books.
public final class Scene implements AutoCloseable {
    /// The node whose gateway is watched.
    public static final String FRONT = "front";

    /// From the very beginning, database included.
    private static final Duration START = Duration.ofMinutes(3);

    /// Most lines that a node may write in a minute, whatever happens.
    static final int LINES = 100;

    private static final int FINDINGS = 20;

    private final MeshProcesses mesh;
    private final Acknowledged acknowledged = new Acknowledged();
    private final Watch watch = new Watch(acknowledged);
    private @Nullable Rest gateway;
    private Instant disturbed = Instant.EPOCH;
    private Duration skew = Duration.ZERO;

    private Scene(MeshProcesses mesh) {
        this.mesh = mesh;
    }

    /// Starts a front node and engines, and waits until all bots decide.
    ///
    /// @param work an empty directory
    public static Scene open(Path work, String... engines)
            throws IOException, InterruptedException {
        return open(work, Map.of(), engines);
    }

    /// Starts a front node, others, and engines, and waits until all bots decide.
    ///
    /// @param work an empty directory
    /// @param others what they run, by name
    public static Scene open(Path work, Map<String, List<String>> others, String... engines)
            throws IOException, InterruptedException {
        Scene scene = new Scene(new MeshProcesses(work, 1 + others.size() + engines.length));
        try {
            NodeProcess front = scene.mesh.start(FRONT, MeshProcesses.FRONT);
            for (Map.Entry<String, List<String>> other : others.entrySet()) {
                var _ = scene.mesh.start(other.getKey(), other.getValue());
            }
            for (String engine : engines) {
                var _ = scene.mesh.start(engine, MeshProcesses.ENGINE);
            }
            scene.watchThrough(front);
            scene.settled();
            var _ = scene.decided(now(), START);
            return scene;
        } catch (IOException | RuntimeException | AssertionError e) {
            e.addSuppressed(new AssertionError(scene.mesh.said()));
            scene.close();
            throw e;
        }
    }

    /// Returns the time by the clock that stamps events.
    public static Instant now() {
        return Instant.EPOCH.plus(WallClock.micros(), ChronoUnit.MICROS);
    }

    public MeshProcesses mesh() {
        return mesh;
    }

    public Rest gateway() {
        return Objects.requireNonNull(gateway);
    }

    public Watch watch() {
        return watch;
    }

    /// Asks the gateway of that node from now on, and watches through it too.
    public void watchThrough(NodeProcess front) throws IOException {
        Rest rest = front.gateway();
        gateway = rest;
        watch.through(rest);
    }

    /// Returns which node runs which bots, as the gateway says.
    public Map<String, Set<String>> owners() throws IOException {
        return owners("bots");
    }

    /// Returns the bots that the node runs.
    public Set<String> botsOf(String node) throws IOException {
        return owners().getOrDefault(node, Set.of());
    }

    /// Returns which node acts for which of these, as the gateway says.
    ///
    /// @param what `symbols`, `bots` or `accounts`
    public Map<String, Set<String>> owners(String what) throws IOException {
        Map<String, Set<String>> owners = new TreeMap<>();
        for (JsonNode node : gateway().get("/api/v1/cluster").path("nodes")) {
            Set<String> owned = new TreeSet<>();
            node.path("owns").path(what).forEach(one -> owned.add(one.asText()));
            owners.put(node.path("node").asText(), owned);
        }
        return owners;
    }

    /// Waits until every engine that is alive runs some of the bots, and no bot is on its way.
    public void settled() {
        Waiting.until("shares of all engines", START, this::isShared, mesh::said);
    }

    /// Notes that the clocks of the nodes differ. The judge believes their times only so far.
    ///
    /// @param most by which they do
    public void clocksDiffer(Duration most) {
        skew = most;
    }

    /// Notes that something was done to the mesh. Returns when.
    public Instant disturbed() {
        disturbed = now();
        return disturbed;
    }

    /// Waits until all bots have decided since then. Returns how long after that moment it was.
    public Duration decided(Instant since, Duration longest) {
        return decided(null, since, longest);
    }

    /// Waits until these bots have decided since then. Returns how long after that moment it was.
    ///
    /// @param bots all if it is null
    /// @throws AssertionError if one had not in time
    public Duration decided(@Nullable Collection<String> bots, Instant since, Duration longest) {
        Duration left = longest.minus(Duration.between(since, now()));
        Waiting.until(
                "decisions of all since " + since,
                left.isPositive() ? left : Duration.ofMillis(1),
                () -> waitingFor(bots, since).isEmpty(),
                () -> "waits for %s%n%s".formatted(waitingFor(bots, since), mesh.said()));
        return Duration.between(since, now());
    }

    /// Waits until an order of each of these accounts has been placed since then. Returns how long after that moment it was.
    ///
    /// @throws AssertionError if one had not in time
    public Duration ordered(Collection<String> accounts, Instant since, Duration longest) {
        Waiting.until(
                "orders of all of %s since %s".formatted(accounts, since),
                longest,
                () -> accounts.stream().allMatch(one -> watch.ordered(one).isAfter(since)),
                mesh::said);
        return Duration.between(since, now());
    }

    /// What the judge says.
    ///
    /// @param findings what is lost, doubled or wrong: in the books, against what was seen, and in how much the nodes wrote
    /// @param orders how many were judged
    /// @param lines the most that a node wrote in a minute
    public record Verdict(List<String> findings, int orders, int fills, int lines) {}

    /// Returns what is to be said of all that has happened by now.
    public Verdict judged() throws IOException, SQLException {
        List<String> findings = new ArrayList<>();
        int most = 0;
        for (NodeProcess node : mesh.nodes()) {
            int lines = node.linesInAMinute();
            most = Math.max(most, lines);
            if (lines > LINES) {
                findings.add("%s wrote %d lines in a minute".formatted(node.name(), lines));
            }
        }
        Acknowledged.Verdict books = acknowledged.judge(mesh.server(), disturbed, skew);
        findings.addAll(books.findings());
        return new Verdict(
                findings.stream().limit(FINDINGS).toList(), books.orders(), books.fills(), most);
    }

    /// Returns the bots for which so many nodes decided in turn that two must have believed to own them.
    ///
    /// @param moves how often a bot may have moved
    public List<String> doubleOwners(int moves) {
        return watch.deciders().entrySet().stream()
                .filter(bot -> bot.getValue().size() > moves + 1)
                .map(bot -> "%s was decided for by %s".formatted(bot.getKey(), bot.getValue()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        watch.close();
        mesh.close();
    }

    private boolean isShared() {
        try {
            int bots = gateway().items("/api/v1/bots").size();
            Map<String, Set<String>> owners = owners();
            return bots > 0
                    && owners.values().stream().mapToInt(Set::size).sum() == bots
                    && mesh.nodes().stream()
                            .filter(node -> node.isAlive() && node.runs(MeshProcesses.ENGINE))
                            .noneMatch(
                                    node -> owners.getOrDefault(node.name(), Set.of()).isEmpty());
        } catch (IOException _) {
            return false;
        }
    }

    private Set<String> waitingFor(@Nullable Collection<String> bots, Instant since) {
        try {
            List<JsonNode> views = gateway().items("/api/v1/bots");
            Set<String> waiting =
                    views.stream()
                            .filter(view -> !hasDecided(view, since))
                            .map(view -> view.path("id").asText())
                            .collect(Collectors.toCollection(TreeSet::new));
            if (bots != null) {
                waiting.retainAll(bots);
            }
            return views.isEmpty() ? Set.of("any bot") : waiting;
        } catch (IOException e) {
            return Set.of(String.valueOf(e));
        }
    }

    private static boolean hasDecided(JsonNode view, Instant since) {
        JsonNode last = view.path("lastEvaluation");
        return view.path("status").asText().equals("RUNNING")
                && last.isTextual()
                && Instant.parse(last.asText()).isAfter(since);
    }
}
