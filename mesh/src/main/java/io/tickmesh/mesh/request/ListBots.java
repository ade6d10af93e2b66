package io.tickmesh.mesh.request;

import org.jspecify.annotations.Nullable;

/// Asks for the bots.
///
/// @param bot one bot only; null for all
public record ListBots(@Nullable String bot) implements Request<Bots> {}
