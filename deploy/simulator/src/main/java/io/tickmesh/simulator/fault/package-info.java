/// Faults that the simulated exchange shows on request: plain decisions per message, request and connection.
@NullMarked
package io.tickmesh.simulator.fault;

import org.jspecify.annotations.NullMarked;
