/// Clocks and timers: the system's when live, the data's in replay and backtests.
@NullMarked
package io.tickmesh.mesh.time;

import org.jspecify.annotations.NullMarked;
