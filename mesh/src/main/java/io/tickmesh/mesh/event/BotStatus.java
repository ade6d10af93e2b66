package io.tickmesh.mesh.event;

/// State of a bot.
public enum BotStatus {
    /// Waiting for the history its indicators need.
    STARTING,
    /// Armed: evaluates each closed candle from its first evaluation on.
    RUNNING,
    /// Keeps position and stops, opens nothing.
    PAUSED,
    /// Does nothing.
    STOPPED,
    /// Could not be started; the reason says why.
    FAILED
}
