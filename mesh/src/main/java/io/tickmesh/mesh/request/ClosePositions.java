package io.tickmesh.mesh.request;

import java.util.List;

/// Sells what bots hold, at the market, as an exit of theirs: risk is asked, and entries that rest are withdrawn first. Answered with
/// the exit order of each bot that holds something, as it is when it is stored; a bot that leaves already answers with the order that
/// is under way. A bot that holds nothing is passed over. An exit that is refused or filled in part is tried again like any other, until
/// the position is closed or the bot is stopped. NOT_FOUND if one of them is not there: then nothing has been sold. UNAVAILABLE while
/// storage is away.
///
/// Each node sells for the bots that it runs; nodes do not wait for each other. CONFLICT if what happened to one of them could not be
/// stored, or one is busy for too long, and UNAVAILABLE if one moves just then or its node does not answer: the others may have sold, and
/// asking again sells the rest.
///
/// @param bots ids, at least one; also of bots that are paused or stopped
/// @param reason why, for the records
public record ClosePositions(List<String> bots, String reason) implements Request<Orders> {
    public ClosePositions {
        bots = List.copyOf(bots);
    }
}
