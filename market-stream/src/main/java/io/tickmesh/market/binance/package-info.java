/// Binance's public spot protocol: WebSocket frames, REST, rules of the symbols.
@NullMarked
package io.tickmesh.market.binance;

import org.jspecify.annotations.NullMarked;
