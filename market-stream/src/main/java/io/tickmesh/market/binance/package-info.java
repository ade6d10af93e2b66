/// The two ways to Binance: REST requests and the WebSocket of the streams.
@NullMarked
package io.tickmesh.market.binance;

import org.jspecify.annotations.NullMarked;
