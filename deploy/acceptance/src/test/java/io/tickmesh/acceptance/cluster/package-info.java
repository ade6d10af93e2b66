/// What a mesh of several nodes makes of nodes that die, freeze, stop, start and do not hear each other.
@NullMarked
package io.tickmesh.acceptance.cluster;

import org.jspecify.annotations.NullMarked;
