package io.tickmesh.mesh.event;

/// A bot started, paused, stopped, failed or moved.
public record BotStatusChanged(
        Header header, String bot, String symbol, BotStatus status, String reason)
        implements Event {}
