package io.tickmesh.mesh.request;

import io.tickmesh.mesh.bot.BotDefinition;

/// Makes a bot and starts it. Answered when it is stored, with the new bot alone. Asking again with the same definition changes
/// nothing; INVALID if the definition is wrong, CONFLICT if the id belongs to another one.
public record CreateBot(BotDefinition definition) implements Request<Bots> {}
