package io.tickmesh.mesh.event;

/// A bot's strategy threw. The bot keeps its position and its stops; the other bots do not notice.
///
/// @param error class and message of the exception
/// @param failures how often this bot has failed since it started
public record BotFailed(Header header, String bot, String symbol, String error, long failures)
        implements Event {}
