/// The texts of Binance's public spot protocol, read from bytes: stream messages, candles, rules of the symbols.
@NullMarked
package io.tickmesh.market.wire;

import org.jspecify.annotations.NullMarked;
