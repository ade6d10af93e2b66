package io.tickmesh.mesh.request;

import java.util.List;

/// Starts, pauses or stops bots. Answered when it is stored, with the bots as they are then; asking again changes nothing.
/// NOT_FOUND if one of them is not there: then nothing has changed.
///
/// Each node tells the bots that it runs, all of them or none; nodes do not wait for each other. If one of them does not answer, or a bot
/// moves just then (UNAVAILABLE), the others may have been told, and asking again tells the rest.
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
