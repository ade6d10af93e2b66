/// Kraken's public spot market: names, messages of the WebSocket v2, REST answers, and when a bar is final.
@NullMarked
package io.tickmesh.market.kraken;

import org.jspecify.annotations.NullMarked;
