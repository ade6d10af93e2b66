package io.tickmesh.mesh.request;

import java.util.List;

/// Sells what bots hold, at the market, as an exit of theirs: risk is asked, and entries that rest are withdrawn first. Answered with
/// the exit order of each bot that holds something, as it is when it is stored; a bot that leaves already answers with the order that
/// is under way. A bot that holds nothing is passed over. An exit that is refused or filled in part is tried again like any other, until
/// the position is closed or the bot is stopped. NOT_FOUND if one of them is not there, CONFLICT if one cannot be closed because what
/// happened to it could not be stored: then nothing has been sold. UNAVAILABLE while storage is away.
///
/// @param bots ids, at least one; also of bots that are paused or stopped
/// @param reason why, for the records
public record ClosePositions(List<String> bots, String reason) implements Request<Orders> {
    public ClosePositions {
        bots = List.copyOf(bots);
    }
}
