package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Removes a bot; what it did stays in the records. Answered when it is stored, with no bot. CONFLICT while it holds a position
/// or has an order; NOT_FOUND if there is no such bot, OUTDATED if it has another version.
///
/// @param version the version that is to be removed; null for whichever there is
public record DeleteBot(String bot, @Nullable Long version) implements Request<Bots> {}
