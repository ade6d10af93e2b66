package io.tickmesh.bot;

import io.tickmesh.bot.store.Change;
import io.tickmesh.bot.store.Stored;
import io.tickmesh.bot.store.StoredBot;
import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.event.BotStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which bots there are, by what is configured now and what is stored. What was changed over REST stays until its configuration
/// changes; a bot that is no longer configured is stopped, or forgotten if it never did anything.
///
/// @param bots those of the configuration in its order, then the others in the order in which they were made
/// @param changes what is to be stored of that
record Roster(List<StoredBot> bots, List<Change> changes) {
    Roster {
        bots = List.copyOf(bots);
        changes = List.copyOf(changes);
    }

    static Roster of(List<BotConfig> configured, Stored stored, Instant now) {
        Map<String, StoredBot> known = new LinkedHashMap<>();
        stored.bots().forEach(bot -> known.put(bot.bot().id(), bot.bot()));
        Set<String> used = new HashSet<>();
        stored.positions().forEach(held -> used.add(held.position().bot()));
        stored.lastOrders().forEach(order -> used.add(order.order().order().bot()));
        List<StoredBot> bots = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (BotConfig bot : configured) {
            StoredBot before = known.remove(bot.id());
            StoredBot after = configured(bot.definition(), before, now);
            if (!after.equals(before)) {
                changes.add(new Change.Kept(after));
            }
            bots.add(after);
        }
        for (StoredBot rest : known.values()) {
            if (rest.configured() == null || rest.retired()) {
                bots.add(rest);
            } else if (used.contains(rest.id()) && !rest.deleted()) {
                StoredBot retired = rest.retire();
                changes.add(new Change.Kept(retired));
                bots.add(retired);
            } else {
                changes.add(new Change.Removed(rest.id()));
            }
        }
        return new Roster(bots.stream().filter(bot -> !bot.deleted()).toList(), changes);
    }

    private static StoredBot configured(
            BotDefinition definition, @Nullable StoredBot before, Instant now) {
        if (before == null) {
            return new StoredBot(definition, 1, definition, BotStatus.RUNNING, now, false, false);
        }
        boolean changed = !definition.equals(before.configured());
        return new StoredBot(
                changed ? definition : before.definition(),
                definition.equals(before.definition()) || !changed
                        ? before.version()
                        : before.version() + 1,
                definition,
                before.told(),
                before.toldAt(),
                false,
                before.deleted() && !changed);
    }
}
