package io.tickmesh.bot.portfolio;

import io.tickmesh.bot.execution.Executed;
import java.math.BigDecimal;
import java.time.Instant;

/// A position that was given up.
///
/// @param position its sums, with nothing left
/// @param closedAt time of the last sale
public record ClosedPosition(Position position, Instant closedAt) {
    /// Returns the average price of the sales without fees; in full if it has an end within 34 digits.
    public BigDecimal exitPrice() {
        return Executed.average(position.proceeds(), position.sold());
    }

    /// Returns the fees of entry and exit, in the quote asset.
    public BigDecimal fees() {
        return position.fees();
    }

    /// Returns the profit after all fees.
    public BigDecimal realised() {
        return position.proceeds().subtract(position.cost()).subtract(position.fees());
    }
}
