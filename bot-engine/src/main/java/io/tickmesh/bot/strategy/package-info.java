/// Strategies: when a bot enters and leaves the market, long or flat.
@NullMarked
package io.tickmesh.bot.strategy;

import org.jspecify.annotations.NullMarked;
