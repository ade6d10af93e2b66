package io.tickmesh.simulator.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/// Decides which addresses may connect: not those that try too often, and for a while not those that were cut repeatedly.
/// Remembers the addresses seen last. Not thread-safe.
final class Doorkeeper {

    /// What becomes of a connection attempt.
    enum Verdict {
        ADMITTED,
        TOO_MANY_ATTEMPTS,
        BANNED
    }

    private static final int MOST_ADDRESSES = 4_096;

    private final StreamLimits limits;
    private final Map<String, Visitor> visitors =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Visitor> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    Doorkeeper(StreamLimits limits) {
        this.limits = limits;
    }

    /// Counts an attempt to connect; refused ones count too.
    Verdict admit(String address, long nowNanos) {
        Visitor visitor = visitor(address, nowNanos);
        visitor.attempts++;
        if (visitor.banned && nowNanos - visitor.bannedUntilNanos < 0) {
            return Verdict.BANNED;
        }
        visitor.banned = false;
        return visitor.attempts > limits.attempts() ? Verdict.TOO_MANY_ATTEMPTS : Verdict.ADMITTED;
    }

    /// Notes that a connection of the address was cut for talking too much; true when that got the address banned.
    boolean offended(String address, long nowNanos) {
        Visitor visitor = visitor(address, nowNanos);
        visitor.offences++;
        if (visitor.offences < limits.offences()) {
            return false;
        }
        visitor.offences = 0;
        visitor.banned = true;
        visitor.bannedUntilNanos = nowNanos + limits.ban().toNanos();
        return true;
    }

    private Visitor visitor(String address, long nowNanos) {
        Visitor visitor = visitors.computeIfAbsent(address, _ -> new Visitor(nowNanos));
        if (nowNanos - visitor.windowNanos >= limits.attemptsPer().toNanos()) {
            visitor.windowNanos = nowNanos;
            visitor.attempts = 0;
            visitor.offences = 0;
        }
        return visitor;
    }

    private static final class Visitor {
        private long windowNanos;
        private int attempts;
        private int offences;
        private boolean banned;
        private long bannedUntilNanos;

        Visitor(long nowNanos) {
            this.windowNanos = nowNanos;
        }
    }
}
