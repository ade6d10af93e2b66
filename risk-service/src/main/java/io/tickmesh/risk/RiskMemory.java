package io.tickmesh.risk;

import io.tickmesh.mesh.request.BreakerView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an earlier run left behind.
///
/// @param choices by account
/// @param breakers those that were open
/// @param bots the open ones of all bots, of other accounts too
/// @param closings ids of the closed positions that were counted last
/// @param answers the newest ones, the oldest first
/// @param heard until when it knew everything that bots did; null if there was no earlier run
record RiskMemory(
        Measured measured,
        Map<String, Choice> choices,
        List<BreakerView> breakers,
        List<BreakerView> bots,
        List<String> closings,
        List<Answered> answers,
        @Nullable Instant heard) {
    RiskMemory {
        choices = Map.copyOf(choices);
        breakers = List.copyOf(breakers);
        bots = List.copyOf(bots);
        closings = List.copyOf(closings);
        answers = List.copyOf(answers);
    }
}
