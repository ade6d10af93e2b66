/// Which nodes are alive and who owns what.
@NullMarked
package io.tickmesh.mesh.cluster;

import org.jspecify.annotations.NullMarked;
