package io.tickmesh.risk;

import io.tickmesh.mesh.event.TradingState;
import java.time.Instant;

/// What a person said an account may do.
record Choice(TradingState state, String reason, Instant since) {}
