package io.tickmesh.acceptance.failure;

import java.time.Duration;
import java.util.Random;

/// What is killed, and when.
record Kill(Target target, Moment moment) {
    private static final String[] EVENTS = {"SignalGenerated", "OrderPlaced", "OrderFilled"};
    private static final int MOST_EVENTS = 3;
    private static final int MOST_DELAY_MICROS = 5_000;
    private static final int LONGEST_MILLIS = 3_000;
    private static final int LONGEST_START_MILLIS = 2_500;

    /// What gets SIGKILL.
    enum Target {
        NODE,
        /// The server and all its sessions; the node runs on.
        DATABASE,
        NODE_THEN_DATABASE,
        DATABASE_THEN_NODE
    }

    /// When.
    sealed interface Moment {
        /// In the middle of whatever is going on.
        record Running(Duration afterReady) implements Moment {}

        /// Just when the system has moved on: so long after the n-th event of a type.
        record Progress(String event, int count, Duration delay) implements Moment {}

        /// During the start, while the system is putting itself together again.
        record Starting(Duration afterStart) implements Moment {}
    }

    /// Returns the next kill of a plan; the same seed makes the same plan.
    static Kill next(Random random) {
        int dice = random.nextInt(20);
        Target target =
                dice < 12
                        ? Target.NODE
                        : dice < 15
                                ? Target.NODE_THEN_DATABASE
                                : dice < 18 ? Target.DATABASE_THEN_NODE : Target.DATABASE;
        int kind = random.nextInt(20);
        if (kind < 12) {
            return new Kill(
                    target,
                    new Moment.Progress(
                            EVENTS[random.nextInt(EVENTS.length)],
                            1 + random.nextInt(MOST_EVENTS),
                            Duration.ofNanos(1_000L * random.nextInt(MOST_DELAY_MICROS))));
        }
        if (kind < 17 || target == Target.DATABASE) {
            return new Kill(
                    target, new Moment.Running(Duration.ofMillis(random.nextInt(LONGEST_MILLIS))));
        }
        return new Kill(
                target,
                new Moment.Starting(Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS))));
    }
}
