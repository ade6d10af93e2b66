/// Where prices come from: a seeded random walk or recorded candles.
@NullMarked
package io.tickmesh.simulator.source;

import org.jspecify.annotations.NullMarked;
