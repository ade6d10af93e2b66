package io.tickmesh.mesh.bot;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How large an entry is.
///
/// @param kind what `amount` means
/// @param amount above zero; a fraction is at most 1
/// @param allocation money of the account that the bot may use, in the quote asset; its realised profit is added to it. Null for
///     all free cash of the account.
/// @param atrPeriod bars of the average true range; only for [Kind#RISK]
/// @param atrMultiple average true ranges between entry and the price at which the risk is lost; only for [Kind#RISK]
public record Sizing(
        Kind kind,
        BigDecimal amount,
        @Nullable BigDecimal allocation,
        int atrPeriod,
        BigDecimal atrMultiple) {
    /// What the amount of a sizing means.
    public enum Kind {
        /// Value of an entry in the quote asset.
        QUOTE,
        /// Fraction of the allocation that an entry uses, its fee included.
        FRACTION,
        /// Fraction of the allocation that is lost when the price falls by `atrMultiple` average true ranges.
        RISK
    }

    /// Returns an entry of a fixed value.
    public static Sizing quote(BigDecimal amount) {
        return new Sizing(Kind.QUOTE, amount, null, 14, BigDecimal.TWO);
    }

    /// Returns an entry that uses a fraction of all free cash.
    public static Sizing fraction(BigDecimal amount) {
        return new Sizing(Kind.FRACTION, amount, null, 14, BigDecimal.TWO);
    }
}
