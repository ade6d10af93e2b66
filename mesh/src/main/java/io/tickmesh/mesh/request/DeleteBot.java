package io.tickmesh.mesh.request;

/// Removes a bot; what it did stays in the records. Answered when it is stored, with no bot. CONFLICT while it holds a position
/// or has an order; NOT_FOUND if there is no such bot.
public record DeleteBot(String bot) implements Request<Bots> {}
