package io.tickmesh.mesh.request;

import io.tickmesh.mesh.bot.BotDefinition;
import org.jspecify.annotations.Nullable;

/// Changes what a bot does. Answered when it is stored, with the changed bot alone. Its position stays. INVALID if the
/// definition is wrong, CONFLICT if symbol or account change while it holds a position or has an order; NOT_FOUND if there is no
/// such bot, OUTDATED if it has another version.
///
/// @param version the version that is to be changed; null for whichever there is
public record ReplaceBot(BotDefinition definition, @Nullable Long version)
        implements Request<Bots> {}
