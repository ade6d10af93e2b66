package io.tickmesh.bot.store;

import io.tickmesh.mesh.bot.BotDefinition;
import io.tickmesh.mesh.event.BotStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A bot as it is stored.
///
/// @param definition what it does
/// @param version counts the changes of the definition; the first is 1
/// @param configured what the configuration said last; null for a bot that was made over REST
/// @param told RUNNING, PAUSED or STOPPED
/// @param toldAt when it was told so
/// @param retired whether it is no longer configured: stopped, whatever it was told
/// @param deleted whether it was deleted, and stays so until its configuration changes
public record StoredBot(
        BotDefinition definition,
        long version,
        @Nullable BotDefinition configured,
        BotStatus told,
        Instant toldAt,
        boolean retired,
        boolean deleted) {
    public String id() {
        return definition.id();
    }

    /// Returns the next version of the bot, with another definition.
    public StoredBot as(BotDefinition other) {
        return new StoredBot(other, version + 1, configured, told, toldAt, retired, deleted);
    }

    /// Returns the same bot, told something else. One that is no longer configured lives on as if it had been made over REST.
    public StoredBot tell(BotStatus other, Instant at) {
        return new StoredBot(
                definition, version, retired ? null : configured, other, at, false, deleted);
    }

    /// Returns the same bot, no longer configured.
    public StoredBot retire() {
        return new StoredBot(definition, version, configured, told, toldAt, true, deleted);
    }

    /// Returns the same bot, deleted until its configuration changes.
    public StoredBot delete() {
        return new StoredBot(definition, version, configured, told, toldAt, retired, true);
    }
}
