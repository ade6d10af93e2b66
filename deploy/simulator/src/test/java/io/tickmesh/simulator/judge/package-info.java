/// Clients that others wrote, as they are published, use the simulated exchange and judge it.
@NullMarked
package io.tickmesh.simulator.judge;

import org.jspecify.annotations.NullMarked;
