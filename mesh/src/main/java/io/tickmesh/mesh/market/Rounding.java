package io.tickmesh.mesh.market;

import java.util.List;

/// What became of a draft when the rules of its symbol were asked.
public sealed interface Rounding {
    /// The exchange takes it like this.
    ///
    /// @param draft never more than what was wanted, at no worse a limit, with a stop that comes to life no earlier
    /// @param changes what had to be rounded, for people; empty if nothing
    record Fits(OrderDraft draft, List<String> changes) implements Rounding {
        public Fits {
            changes = List.copyOf(changes);
        }
    }

    /// The exchange would not have it, however it is rounded.
    record Refused(String reason) implements Rounding {}
}
