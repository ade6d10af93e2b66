/// What tests read of the log.
@NullMarked
package io.tickmesh.mesh.logging;

import org.jspecify.annotations.NullMarked;
