/// Money: cash, positions, profit. Exact to the last digit; only fees are rounded.
@NullMarked
package io.tickmesh.bot.portfolio;

import org.jspecify.annotations.NullMarked;
