package io.tickmesh.market.venue;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long to keep still after an answer with the status 429 (slow down) or 418 (banned). Not thread-safe.
///
/// The exchange says how long in `Retry-After`. Without a usable one we wait ten seconds or two minutes, its shortest ban, and
/// twice as long each time it happens again: who goes on asking is banned for longer. Its longest ban lasts three days; a longer
/// demand is an error of somebody between us.
final class Pauses {
    private static final Duration SLOW_DOWN = Duration.ofSeconds(10);
    private static final Duration BAN = Duration.ofMinutes(2);
    private static final Duration LONGEST_GUESS = Duration.ofHours(1);
    private static final Duration LONGEST_BAN = Duration.ofDays(3);

    private int guesses;

    /// @param known whether the request was sent before an earlier refusal came: those that are under way are refused together
    Duration after(int status, @Nullable String retryAfter, boolean known) {
        if (retryAfter != null && retryAfter.matches("\\d{1,18}")) {
            long seconds = Long.parseLong(retryAfter);
            if (seconds > 0) {
                return Duration.ofSeconds(Math.min(seconds, LONGEST_BAN.toSeconds()));
            }
        }
        Duration first = status == 429 ? SLOW_DOWN : BAN;
        if (!known) {
            guesses++;
        }
        Duration guess = first.multipliedBy(1L << Math.clamp(guesses - 1, 0, 10));
        return guess.compareTo(LONGEST_GUESS) < 0 ? guess : LONGEST_GUESS;
    }

    /// Begins anew, after a success.
    void reset() {
        guesses = 0;
    }
}
