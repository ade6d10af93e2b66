/// What a bot is told to do, as people write it: in the configuration, over REST, in a backtest.
@NullMarked
package io.tickmesh.mesh.bot;

import org.jspecify.annotations.NullMarked;
