package io.tickmesh.bot.exit;

/// Why a position must be closed.
///
/// @param reason for people, for example `stop at 49,000.00`
public record Exit(ExitRule rule, String reason) {}
