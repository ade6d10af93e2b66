/// Writing JSON bytes without databind.
@NullMarked
package io.tickmesh.simulator.wire;

import org.jspecify.annotations.NullMarked;
