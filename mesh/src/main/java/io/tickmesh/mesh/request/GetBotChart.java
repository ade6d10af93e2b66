package io.tickmesh.mesh.request;

/// Asks for what a bot looks at: the newest closed candles of its symbol and interval, and the lines of its indicators over them.
/// NOT_FOUND if there is no such bot.
///
/// @param limit how many candles at most, 1 to 1000
public record GetBotChart(String bot, int limit) implements Request<BotChart> {}
