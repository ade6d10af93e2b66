package io.tickmesh.simulator.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// The clockwork of one connection: when it is pinged, found dead, warned of its end and ended. Not thread-safe.
final class Liveness {

    /// What a connection needs now.
    enum Due {
        NOTHING,
        PING,
        /// A ping was not answered in time.
        NO_PONG,
        /// The end of its life is near.
        WARNING,
        /// The end of its life has come.
        END
    }

    /// Pings on their way. `text` is the payload, which a pong must repeat.
    private record Ping(String text, long sentNanos) {}

    /// A reader that is waited for may leave pings unanswered; it gets no more of them then.
    private static final int MOST_UNANSWERED = 8;

    private final StreamLimits limits;
    private final boolean patient;
    private final long openedNanos;
    private final Deque<Ping> unanswered = new ArrayDeque<>();
    private long lastPingNanos;
    private long pings;
    private boolean warned;

    /// @param patient whether unanswered pings are forgiven
    Liveness(StreamLimits limits, boolean patient, long nowNanos) {
        this.limits = limits;
        this.patient = patient;
        this.openedNanos = nowNanos;
        this.lastPingNanos = nowNanos;
    }

    Due due(long nowNanos) {
        long ageNanos = nowNanos - openedNanos;
        long lifeNanos = limits.connectionLife().toNanos();
        if (ageNanos >= lifeNanos) {
            return Due.END;
        }
        Ping oldest = unanswered.peekFirst();
        if (!patient
                && oldest != null
                && nowNanos - oldest.sentNanos >= limits.pongWithin().toNanos()) {
            return Due.NO_PONG;
        }
        if (!warned && ageNanos >= lifeNanos - limits.shutdownNotice().toNanos()) {
            return Due.WARNING;
        }
        boolean pingNow =
                nowNanos - lastPingNanos >= limits.pingEvery().toNanos()
                        && unanswered.size() < MOST_UNANSWERED;
        return pingNow ? Due.PING : Due.NOTHING;
    }

    /// Returns the payload of the ping that is sent now.
    String ping(long nowNanos) {
        Ping ping = new Ping(Long.toString(++pings), nowNanos);
        unanswered.addLast(ping);
        lastPingNanos = nowNanos;
        return ping.text;
    }

    /// Takes a pong: it answers the ping of this payload and those before. Any other is allowed and answers nothing.
    void pong(String payload) {
        boolean known = false;
        for (Ping ping : unanswered) {
            known |= ping.text.equals(payload);
        }
        for (Iterator<Ping> i = unanswered.iterator(); known && i.hasNext(); ) {
            known = !i.next().text.equals(payload);
            i.remove();
        }
    }

    void warned() {
        warned = true;
    }
}
