package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.TradingState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Tells what an account may do: HALTED is the kill switch. It holds, also over restarts, until somebody changes it; what the
/// limits and the configuration say can only be stricter. Answered when it is stored; asking again changes nothing. NOT_FOUND if there
/// is no such account. While the database is away it fails with UNAVAILABLE: a stricter state holds nevertheless, at once, and is
/// stored later; a milder one does not.
///
/// @param account null for all
/// @param reason why, for the records; who says it included
/// @param since when it was said, if that is told again later: what was said of an account after it stays; null if it is said now
public record ChangeTradingState(
        @Nullable String account, TradingState state, String reason, @Nullable Instant since)
        implements Request<RiskState> {
    /// Says it now.
    public ChangeTradingState(@Nullable String account, TradingState state, String reason) {
        this(account, state, reason, null);
    }
}
