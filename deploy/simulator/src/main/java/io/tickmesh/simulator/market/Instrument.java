package io.tickmesh.simulator.market;

import java.math.BigDecimal;

/// A traded pair. Prices inside the simulator are whole ticks and quantities whole steps; both are powers of ten.
///
/// @param priceDecimals decimals of the tick, so that one tick is `10^-priceDecimals`
/// @param quantityDecimals decimals of the step
/// @param volatilityPerMinute standard deviation of one-minute log returns, a hint for the random walk
public record Instrument(
        String symbol,
        String base,
        String quote,
        int priceDecimals,
        int quantityDecimals,
        BigDecimal minQuantity,
        BigDecimal maxQuantity,
        BigDecimal marketMaxQuantity,
        BigDecimal minNotional,
        BigDecimal maxPrice,
        BigDecimal startPrice,
        double volatilityPerMinute) {

    /// Decimals the exchange prints, and the most that ticks, steps and notionals may have.
    public static final int WIRE_DECIMALS = 8;

    private static final int MAX_DOLLAR_DECIMALS = 7;

    public Instrument {
        if (!symbol.equals(base + quote)) {
            throw new IllegalArgumentException("symbol must be base + quote, was " + symbol);
        }
        requireDecimals("priceDecimals", priceDecimals);
        requireDecimals("quantityDecimals", quantityDecimals);
        if (startPrice.signum() <= 0) {
            throw new IllegalArgumentException("startPrice must be positive, was " + startPrice);
        }
        if (!(volatilityPerMinute > 0)) {
            throw new IllegalArgumentException(
                    "volatilityPerMinute must be positive, was " + volatilityPerMinute);
        }
    }

    private static void requireDecimals(String name, int decimals) {
        if (decimals < 0 || decimals > WIRE_DECIMALS) {
            throw new IllegalArgumentException(name + " must be 0..8, was " + decimals);
        }
    }

    /// Returns this instrument with scales at least as fine as the given ones.
    public Instrument withFinerScales(int priceDecimals, int quantityDecimals) {
        return new Instrument(
                symbol,
                base,
                quote,
                Math.max(this.priceDecimals, priceDecimals),
                Math.max(this.quantityDecimals, quantityDecimals),
                minQuantity,
                maxQuantity,
                marketMaxQuantity,
                minNotional,
                maxPrice,
                startPrice,
                volatilityPerMinute);
    }

    /// Returns the decimals in which notionals are summed. Dollar pairs keep one decimal less than the wire has, so that
    /// a month of the busiest pair (1e11 dollars) fits a long.
    public int notionalDecimals() {
        int most = quote.equals("BTC") ? WIRE_DECIMALS : MAX_DOLLAR_DECIMALS;
        return Math.min(most, priceDecimals + quantityDecimals);
    }

    /// Returns price x quantity in units of `10^-notionalDecimals`, cut off below that.
    public long notional(long ticks, long steps) {
        return ticks * steps / powerOfTen(priceDecimals + quantityDecimals - notionalDecimals());
    }

    /// Returns `10^exponent` for exponents 0..18.
    public static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
