package io.tickmesh.bot.execution;

import java.time.Duration;

/// How kind the paper venue is.
///
/// @param slippageTicks how many ticks worse than the book market orders are filled, and by how much each level that is not known is
///     worse than the one before (one tick at least)
/// @param latency how long an order travels to the venue
/// @param ordersPerBot how many orders of one bot may be open at the same time
public record PaperTerms(Fees fees, int slippageTicks, Duration latency, int ordersPerBot) {
    public PaperTerms {
        if (slippageTicks < 0 || latency.isNegative() || ordersPerBot < 1) {
            throw new IllegalArgumentException(
                    "slippageTicks and latency must not be negative and ordersPerBot at least 1, was %d, %s and %d"
                            .formatted(slippageTicks, latency, ordersPerBot));
        }
    }

    /// Returns terms with one fee for all, no latency, and the standard number of orders.
    public static PaperTerms of(Fees fees, int slippageTicks) {
        return new PaperTerms(fees, slippageTicks, Duration.ZERO, 20);
    }
}
