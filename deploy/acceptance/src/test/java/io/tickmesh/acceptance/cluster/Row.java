package io.tickmesh.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickmesh.acceptance.system.Waiting;
import io.tickmesh.mesh.market.Interval;
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

    /// How long the last decisions are waited for.
    private static final Duration LAST = Duration.ofSeconds(10);

    /// Candles of different symbols do not come at the same moment.
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Scene scene;
    private final String event;
    private final Instant begun;
    private Duration longest = Duration.ZERO;
    private Duration allowed = Duration.ZERO;
    private String counted = "";

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
        took(scene.decided(bots, since, within), within);
    }

    /// Waits until these accounts have placed an order again.
    ///
    /// @param since when an order begins to count
    /// @param within counted from then
    void ordered(Collection<String> accounts, Instant since, Duration within) {
        took(scene.ordered(accounts, since, within), within);
    }

    private void took(Duration time, Duration within) {
        longest = longest.compareTo(time) > 0 ? longest : time;
        allowed = allowed.compareTo(within) > 0 ? allowed : within;
    }

    /// Requires that the bots that want something after every candle have decided on each since the row began, and once, wherever they
    /// ran meanwhile.
    void decidedOnEveryCandle() {
        Metronome metronome = scene.watch().metronome();
        Instant until = Scene.now();
        // If they do not, it is told which of them have not.
        var _ = Waiting.holds(LAST, () -> metronome.hasPassed(until.plus(SLACK)));
        List<String> faults = metronome.faults(begun, until);
        counted =
                "%d candles of bots, %d faults | "
                        .formatted(metronome.expected(begun, until), faults.size());
        System.out.printf("%s: %s%n", event, counted);
        assertThat(faults).as(event).isEmpty();
    }

    /// Requires that each symbol had every candle since the row began, until now.
    void toldEveryCandle(Collection<String> symbols, Interval interval) {
        Instant until = Scene.now();
        ToldCandles candles = scene.watch().candles();
        Duration longestWait = interval.nominal().plus(LAST);
        var _ = Waiting.holds(longestWait, () -> candles.have(symbols, interval, until));
        assertThat(candles.faults(symbols, interval, begun, until)).as(event).isEmpty();
    }

    /// Requires that nothing is lost, doubled, late or noisy, and prints the row with what was required.
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
                "| %s | %.1f s (at most %d s) | %.0f ms (at most %.0f ms; %d signals, longest %.0f ms) | %d (at most %d) | %s%d orders, %d fills, %d findings |%n",
                event,
                longest.toMillis() / 1e3,
                allowed.toSeconds(),
                latency.p99Millis(),
                LATENCY_MILLIS * PATIENCE,
                latency.signals(),
                latency.maxMillis(),
                verdict.lines(),
                Scene.LINES,
                counted,
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
