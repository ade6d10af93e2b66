package io.tickmesh.market.candle;

import io.tickmesh.mesh.market.Candle;

/// A candle that was made from trades and has ended. It is not final: only the exchange's own word is.
///
/// @param lastTradeId the newest trade id until its end, -1 if there was none
/// @param complete whether all trades from its beginning to its end were there
public record OwnCandle(Candle candle, long lastTradeId, boolean complete) {
    private static final double LESS_THAN_A_STEP = 5e-9;
    private static final double ROUNDING = 1e-12;

    /// The exchange settles each trade in whole hundred-millionths of the quote asset.
    private static final double SETTLED = 1e-8;

    /// Compares with the exchange's word.
    ///
    /// @param wordLastId the last trade id in it, -1 if it has none or is not known
    Agreement agreement(Candle word, long wordLastId) {
        if (!complete || lastTradeId < wordLastId) {
            return Agreement.NOT_COMPARED;
        }
        return isSame(word) ? Agreement.EQUAL : Agreement.DIFFERENT;
    }

    boolean isSame(Candle word) {
        return candle.openMillis() == word.openMillis()
                && candle.open() == word.open()
                && candle.high() == word.high()
                && candle.low() == word.low()
                && candle.close() == word.close()
                && candle.trades() == word.trades()
                && isSame(candle.volume(), word.volume(), 0)
                && isSame(candle.quoteVolume(), word.quoteVolume(), word.trades() * SETTLED);
    }

    OwnCandle doubted() {
        return new OwnCandle(candle, lastTradeId, false);
    }

    private static boolean isSame(double own, double word, double settled) {
        return Math.abs(own - word) <= LESS_THAN_A_STEP + ROUNDING * word + settled;
    }
}
