package io.tickmesh.bot.store;

import io.tickmesh.mesh.event.EquitySnapshotTaken;
import io.tickmesh.mesh.event.SignalGenerated;

/// Something to be written down. Immutable.
public sealed interface Change {
    /// A strategy or a stop wanted something.
    record Signalled(SignalGenerated signal) implements Change {}

    /// An account or a bot was valued.
    record Valued(EquitySnapshotTaken snapshot) implements Change {}
}
