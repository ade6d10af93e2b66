package io.tickmesh.mesh.request;

import io.tickmesh.mesh.event.TradingState;
import org.jspecify.annotations.Nullable;

/// Tells what an account may do: HALTED is the kill switch. It holds, also over restarts, until somebody changes it; what the
/// limits and the configuration say can only be stricter. Answered when it is stored; asking again changes nothing.
/// A stricter state holds at once: while the database is away it fails with UNAVAILABLE, holds nevertheless, and is stored later. A
/// milder one holds when it is stored, so then nothing has changed. NOT_FOUND if there is no such account.
///
/// @param account null for all
/// @param reason why, for the records; who says it included
public record ChangeTradingState(@Nullable String account, TradingState state, String reason)
        implements Request<RiskState> {}
