package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A row of the failure table: something is done to a mesh, what it costs is measured, and afterwards the books are judged.
final class Row {
    /// Highest 99th percentile from the decision of a bot to the event stream, of nodes that nothing was done to.
    private static final double LATENCY_MILLIS = 250;

    /// Among all other tests, on whatever machine, the books are judged as strictly, but times may be longer: what is required of them
    /// is required where nothing else runs.
    private static final int PATIENCE = System.getProperty("tickmesh.slow") == null ? 3 : 1;

    private final Scene scene;
    private final String event;
    private final Instant begun;
    private Duration longest = Duration.ZERO;

    private Row(Scene scene, String event) {
        this.scene = scene;
        this.event = event;
        this.begun = scene.disturbed();
    }

    /// Begins now: the next statement does it.
    static Row begin(Scene scene, String event) {
        return new Row(scene, event);
    }

    /// Returns how long something may take here that may take `required` on a machine of its own.
    static Duration within(Duration required) {
        return required.multipliedBy(PATIENCE);
    }

    Instant begun() {
        return begun;
    }

    /// Waits until these bots have decided again.
    ///
    /// @param bots all if it is null
    /// @param since when a decision begins to count
    /// @param within counted from then
    void decided(@Nullable Collection<String> bots, Instant since, Duration within) {
        Duration took = scene.decided(bots, since, within);
        if (took.compareTo(longest) > 0) {
            longest = took;
        }
    }

    /// Requires that nothing is lost, doubled, late or noisy, and prints the row.
    ///
    /// @param survivor the nodes that nothing was done to, by name
    /// @param moves how often a bot may have moved from node to node by now
    void judge(Predicate<String> survivor, int moves) throws Exception {
        Watch.Latency latency =
                scene.watch()
                        .latency(signal ->
                                signal.received().isAfter(begun) && survivor.test(signal.node()));
        Scene.Verdict verdict = scene.judged();
        System.out.printf(
                "| %s | %.1f s | %.0f ms (%d signals, longest %.0f ms) | %d | %d orders, %d fills, %d findings |%n",
                event,
                longest.toMillis() / 1e3,
                latency.p99Millis(),
                latency.signals(),
                latency.maxMillis(),
                verdict.lines(),
                verdict.orders(),
                verdict.fills(),
                verdict.findings().size());
        assertThat(verdict.findings()).as(event).isEmpty();
        assertThat(verdict.orders()).as(event).isPositive();
        assertThat(scene.doubleOwners(moves)).as(event).isEqualTo(List.of());
        assertThat(latency.signals()).as(event).isPositive();
        assertThat(latency.p99Millis()).as(event).isLessThan(LATENCY_MILLIS * PATIENCE);
    }
}
