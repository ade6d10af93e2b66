package io.tickmesh.risk;

import io.tickmesh.mesh.request.PositionView;
import io.tickmesh.risk.Exposure.Holding;
import io.tickmesh.risk.Exposure.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes exposure right again after a fill was missed: compares it with the positions that the bot engine says it has.
///
/// An answer and the events about the same fills may overtake each other, so a difference is believed only when two answers
/// in a row show the very same one. Not thread-safe.
final class Reconciliation {
    private final Exposure exposure;
    private Map<Holding, Difference> suspected = Map.of();

    Reconciliation(Exposure exposure) {
        this.exposure = exposure;
    }

    /// Takes in an answer; returns the differences that were set right.
    List<Difference> compare(List<PositionView> answer) {
        Map<Holding, Difference> seen = differences(answer);
        List<Difference> confirmed =
                seen.values().stream()
                        .filter(difference -> difference.isSame(suspected.get(difference.holding)))
                        .toList();
        for (Difference difference : confirmed) {
            exposure.hold(difference.holding, difference.theirs);
            seen.remove(difference.holding);
        }
        suspected = seen;
        return confirmed;
    }

    /// Takes in the first answer, before there was anything to compare it with.
    void believe(List<PositionView> answer) {
        differences(answer)
                .values()
                .forEach(difference -> exposure.hold(difference.holding, difference.theirs));
    }

    /// Returns whether a difference waits to be confirmed by another answer.
    boolean isSuspicious() {
        return !suspected.isEmpty();
    }

    private Map<Holding, Difference> differences(List<PositionView> answer) {
        Map<Holding, Position> theirs = new TreeMap<>();
        for (PositionView view : answer) {
            theirs.put(
                    new Holding(view.account(), view.bot(), view.symbol()),
                    new Position(view.quantity(), view.quantity().multiply(view.entryPrice())));
        }
        Set<Holding> holdings = new HashSet<>(theirs.keySet());
        holdings.addAll(exposure.positions().keySet());
        Map<Holding, Difference> differences = new TreeMap<>();
        for (Holding holding : holdings) {
            Position ours = exposure.positions().getOrDefault(holding, Position.NONE);
            Position other = theirs.getOrDefault(holding, Position.NONE);
            if (ours.quantity().compareTo(other.quantity()) != 0) {
                differences.put(holding, new Difference(holding, ours, other));
            }
        }
        return differences;
    }

    /// @param ours what the fills that were seen amount to
    /// @param theirs what the bot engine has
    record Difference(Holding holding, Position ours, Position theirs) {
        private boolean isSame(@Nullable Difference other) {
            return other != null
                    && ours.quantity().compareTo(other.ours.quantity()) == 0
                    && theirs.quantity().compareTo(other.theirs.quantity()) == 0;
        }
    }
}
