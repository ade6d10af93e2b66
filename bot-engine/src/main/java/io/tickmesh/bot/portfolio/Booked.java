package io.tickmesh.bot.portfolio;

/// What a fill did to the position of its bot.
public sealed interface Booked {
    /// The position as it is now.
    Position position();

    /// A first buy.
    record Opened(Position position) implements Booked {}

    /// A further buy, or a sale of a part.
    record Changed(Position position) implements Booked {}

    /// A sale of all that was left.
    record Closed(ClosedPosition closed) implements Booked {
        @Override
        public Position position() {
            return closed.position();
        }
    }
}
