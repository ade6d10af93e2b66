package io.tickmesh.bot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one bot has done since the engine started. Not thread-safe.
final class BotRecord {
    private @Nullable Instant lastEvaluation;
    private long evaluations;
    private long signals;
    private long failures;
    private @Nullable String lastFailure;

    void evaluated(Instant now) {
        lastEvaluation = now;
        evaluations++;
    }

    void signalled() {
        signals++;
    }

    /// Counts a failure and returns how many there have been.
    long failed(String error) {
        lastFailure = error;
        return ++failures;
    }

    @Nullable Instant lastEvaluation() {
        return lastEvaluation;
    }

    long evaluations() {
        return evaluations;
    }

    long signals() {
        return signals;
    }

    long failures() {
        return failures;
    }

    @Nullable String lastFailure() {
        return lastFailure;
    }
}
