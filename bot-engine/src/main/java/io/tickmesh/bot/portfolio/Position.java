package io.tickmesh.bot.portfolio;

import io.tickmesh.mesh.request.PositionView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a bot holds.
///
/// @param entryPrice without fees
/// @param entryFee in the quote asset
/// @param stopPrice null without a stop
/// @param targetPrice null without a target
public record Position(
        String account,
        String bot,
        String symbol,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal entryFee,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal targetPrice,
        Instant openedAt) {
    public Position {
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("quantity must be positive, was " + quantity);
        }
    }

    public BigDecimal marketValue(BigDecimal mark) {
        return quantity.multiply(mark);
    }

    /// Returns the profit at that price after the entry's fee.
    public BigDecimal unrealised(BigDecimal mark) {
        return mark.subtract(entryPrice).multiply(quantity).subtract(entryFee);
    }

    /// Returns why the position must be closed at that bid, empty if it may stay.
    public Optional<String> breach(double bid) {
        if (stopPrice != null && bid <= stopPrice.doubleValue()) {
            return Optional.of("stop at " + stopPrice.toPlainString());
        }
        if (targetPrice != null && bid >= targetPrice.doubleValue()) {
            return Optional.of("target at " + targetPrice.toPlainString());
        }
        return Optional.empty();
    }

    public PositionView view(BigDecimal mark) {
        return new PositionView(
                account,
                bot,
                symbol,
                quantity,
                entryPrice,
                entryFee,
                stopPrice,
                targetPrice,
                mark,
                unrealised(mark),
                openedAt);
    }
}
