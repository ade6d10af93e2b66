package io.tickmesh.mesh.request;

import java.util.List;

/// Starts, pauses or stops bots. Answered when it is stored, with the bots as they are then; asking again changes nothing.
/// NOT_FOUND if one of them is not there: then nothing has changed.
///
/// @param bots ids, at least one
public record CommandBots(List<String> bots, BotCommand command) implements Request<Bots> {
    public CommandBots {
        bots = List.copyOf(bots);
    }

    /// What a bot is told.
    public enum BotCommand {
        /// Evaluate, enter and leave.
        START,
        /// Keep position, stops and exits; enter nothing.
        PAUSE,
        /// Withdraw open orders; do nothing, not even watch the stops.
        STOP
    }
}
