package io.tickmesh.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// Codes that sign in the browser of whoever has started the gateway. Each serves once, and not for long; they are in memory
/// alone. Belongs to one event loop.
final class SignInCodes {
    static final Duration VALID = Duration.ofMinutes(10);
    private static final int MOST = 8;

    private final InstantSource clock;
    private final Deque<Code> codes = new ArrayDeque<>();

    SignInCodes(InstantSource clock) {
        this.clock = clock;
    }

    /// Returns a new code. The oldest goes when there are too many.
    Secret make() {
        Secret code = Secret.randomText();
        codes.addLast(new Code(code, clock.instant().plus(VALID)));
        if (codes.size() > MOST) {
            codes.removeFirst();
        }
        return code;
    }

    /// Returns whether it is a code, which then is none any more.
    boolean redeem(Secret code) {
        Instant now = clock.instant();
        codes.removeIf(known -> !known.until.isAfter(now));
        return codes.removeIf(known -> known.secret.equals(code));
    }

    private record Code(Secret secret, Instant until) {}
}
