package io.tickmesh.bot.indicator;

import io.tickmesh.mesh.market.Candle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A number that a bar itself has.
public enum Price implements Input, Source {
    OPEN {
        @Override
        public double next(Candle candle) {
            return candle.open();
        }
    },
    HIGH {
        @Override
        public double next(Candle candle) {
            return candle.high();
        }
    },
    LOW {
        @Override
        public double next(Candle candle) {
            return candle.low();
        }
    },
    CLOSE {
        @Override
        public double next(Candle candle) {
            return candle.close();
        }
    },
    /// Middle of the bar.
    HL2 {
        @Override
        public double next(Candle candle) {
            return (candle.high() + candle.low()) / 2;
        }
    },
    /// Typical price.
    HLC3 {
        @Override
        public double next(Candle candle) {
            return (candle.high() + candle.low() + candle.close()) / 3;
        }
    },
    /// Traded quantity in the base asset.
    VOLUME {
        @Override
        public double next(Candle candle) {
            return candle.volume();
        }
    };

    private final String text = name().toLowerCase(Locale.ROOT);

    /// Returns the price that rules call `text`, for example `hl2`; empty if there is none.
    public static Optional<Price> named(String text) {
        return Arrays.stream(values()).filter(price -> price.text.equals(text)).findFirst();
    }

    @Override
    public Source source() {
        return this;
    }

    @Override
    public String toString() {
        return text;
    }
}
