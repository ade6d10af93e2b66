/// Bots: from a candle or price to a decision, an order and a position.
@NullMarked
package io.tickmesh.bot;

import org.jspecify.annotations.NullMarked;
